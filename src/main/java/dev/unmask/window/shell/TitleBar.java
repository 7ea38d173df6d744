package dev.unmask.window.shell;

import dev.unmask.job.LoadedModel;
import dev.unmask.window.workbench.ModelSlot;
import dev.unmask.window.workbench.SessionSlot;
import dev.unmask.window.workbench.Workbench;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Name, model, session, theme and help.
final class TitleBar extends HBox {
  private static final int LEFTOVERS = 6;

  TitleBar(Workbench bench, Commands commands, ObjectProperty<Theme> theme) {
    getStyleClass().add("title-bar");
    setAlignment(Pos.CENTER_LEFT);
    Label name = Parts.label("Unmask", "app-name");
    name.setGraphic(new Mark());
    Button look =
        Parts.icon("theme", Feather.MOON, "Light or dark (Ctrl+Shift+L)", commands::toggleTheme);
    theme.addListener(
        (o, was, is) ->
            look.setGraphic(new FontIcon(is == Theme.DARK ? Feather.SUN : Feather.MOON)));
    Button help = Parts.icon("help", Feather.HELP_CIRCLE, "Keys (F1)", commands::toggleHelp);
    getChildren()
        .addAll(
            name,
            model(bench.models(), commands),
            Parts.icon(
                "sweeps",
                Feather.BAR_CHART_2,
                "Sweeps: accuracy against knobs (Ctrl+K)",
                commands::sweeps),
            Parts.icon(
                "bounds", Feather.ACTIVITY, "Likelihood of a text (Ctrl+J)", commands::bounds),
            Parts.gap(),
            session(bench, commands),
            Parts.icon(
                "training", Feather.TRENDING_DOWN, "Train a model (Ctrl+T)", commands::training),
            look,
            help);
  }

  private static MenuButton model(ModelSlot models, Commands commands) {
    MenuButton menu = new MenuButton();
    menu.setId("model");
    menu.getStyleClass().add("flat");
    menu.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> words(models.current().get(), models.opening().get()),
                models.current(),
                models.opening()));
    menu.getItems()
        .addAll(
            item("Open model folder\u2026", "Shortcut+Shift+O", commands::openModel),
            item("Bundled model", null, commands::openBundledModel),
            new SeparatorMenuItem(),
            item("Flow models (L2D)", "Shortcut+Shift+F", commands::showFlow),
            new SeparatorMenuItem(),
            item("About this model", "Shortcut+I", commands::aboutModel),
            item("Look at a model folder\u2026", null, commands::lookAtModel),
            new SeparatorMenuItem(),
            item("Train a model", "Shortcut+T", commands::training));
    return menu;
  }

  private static String words(@Nullable LoadedModel model, String opening) {
    if (!opening.isEmpty()) {
      return "Opening " + opening + "\u2026";
    }
    return model == null ? "No model" : String.join("  \u00b7  ", ModelSlot.line(model.card()));
  }

  private static MenuButton session(Workbench bench, Commands commands) {
    SessionSlot sessions = bench.sessions();
    MenuButton menu = new MenuButton();
    menu.setId("session");
    menu.getStyleClass().add("flat");
    menu.textProperty().bind(sessions.name());
    menu.getItems().add(new MenuItem());
    menu.setOnShowing(
        e -> {
          menu.getItems()
              .setAll(
                  item("New session", "Shortcut+N", commands::newSession),
                  item("Open session\u2026", "Shortcut+O", commands::openSession),
                  item("Save as\u2026", "Shortcut+Shift+S", commands::saveSessionAs));
          List<Path> left = sessions.leftovers();
          if (!left.isEmpty()) {
            MenuItem title = new MenuItem("Unsaved sessions");
            title.setDisable(true);
            menu.getItems().addAll(new SeparatorMenuItem(), title);
          }
          for (Path file : left.stream().limit(LEFTOVERS).toList()) {
            String stamp = String.valueOf(file.getFileName()).replace(".unmask", "");
            menu.getItems().add(item(stamp, null, () -> bench.open(file)));
          }
        });
    return menu;
  }

  private static MenuItem item(String text, @Nullable String keys, Runnable action) {
    MenuItem item = new MenuItem(text);
    if (keys != null) {
      item.setAccelerator(KeyCombination.valueOf(keys));
    }
    item.setOnAction(e -> action.run());
    return item;
  }
}
