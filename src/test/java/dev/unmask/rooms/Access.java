package dev.unmask.rooms;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a call or a dependency does to the world outside of the program.
final class Access {
  private static final Pattern FILE_CLASSES =
      Pattern.compile(
          "java\\.nio\\.file\\.Files|java\\.nio\\.channels\\.\\w*FileChannel"
              + "|java\\.io\\.(File(In|Out)putStream|File(Reader|Writer)|RandomAccessFile)");

  private static final Pattern CONNECTING =
      Pattern.compile(
          "java\\.net\\..*|javax\\.net\\..*|java\\.nio\\.channels\\..*Socket.*"
              + "|ai\\.djl\\.repository\\..*");

  /// Names of things, not ways to reach them.
  private static final Set<String> MERE_NAMES =
      Set.of(
          "java.net.URI",
          "java.net.URL",
          "java.net.URISyntaxException",
          "java.net.MalformedURLException",
          "java.net.URLEncoder",
          "java.net.URLDecoder");

  private Access() {}

  static DescribedPredicate<JavaAccess<?>> toFiles() {
    return DescribedPredicate.describe(
        "opens or changes files",
        access -> {
          String owner = access.getTargetOwner().getFullName();
          return FILE_CLASSES.matcher(owner).matches()
              || (owner.equals("java.io.File") && !access.getName().equals("toPath"));
        });
  }

  static DescribedPredicate<JavaClass> connecting() {
    return DescribedPredicate.describe(
        "can open a connection",
        type ->
            CONNECTING.matcher(type.getFullName()).matches()
                && !MERE_NAMES.contains(type.getFullName()));
  }

  /// Calls that fetch although their class can also be used without: URLs, and DJL's tokenizers,
  /// which are downloaded when they are asked for by name.
  static DescribedPredicate<JavaAccess<?>> fetching() {
    return DescribedPredicate.describe(
        "fetches",
        access -> {
          String owner = access.getTargetOwner().getFullName();
          return (owner.equals("java.net.URL")
                  && Set.of("openStream", "openConnection", "getContent")
                      .contains(access.getName()))
              || (owner.equals("ai.djl.huggingface.tokenizers.HuggingFaceTokenizer")
                  && access.getName().equals("newInstance")
                  && firstParameter(access).equals("java.lang.String"));
        });
  }

  static DescribedPredicate<JavaAccess<?>> endingTheProcess() {
    return DescribedPredicate.describe(
        "ends the process",
        access ->
            List.of("java.lang.System", "java.lang.Runtime")
                    .contains(access.getTargetOwner().getFullName())
                && Set.of("exit", "halt").contains(access.getName()));
  }

  private static String firstParameter(JavaAccess<?> access) {
    if (access instanceof JavaCall<?> call && !call.getTarget().getRawParameterTypes().isEmpty()) {
      return call.getTarget().getRawParameterTypes().getFirst().getFullName();
    }
    return "";
  }
}
