package dev.unmask.rooms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Has a `package-info` that is `@NullMarked`.
final class LiveInNullMarkedPackage extends ArchCondition<JavaClass> {
  LiveInNullMarkedPackage() {
    super("live in a package whose package-info is @NullMarked");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
    events.add(
        new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
  }
}
