package dev.ketch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ketch.sync.SyncPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What {@code mirror --dry-run --json} wrote, read again. */
final class PlanFile {
  private static final Set<String> ACTIONS =
      Set.of("transfer", "mkdir", "link", "delete", "remove");

  private PlanFile() {}

  static SyncPlan read(Path file) throws IOException {
    SyncPlan plan = new SyncPlan();
    boolean whole = false;
    try (JsonParser json = new JsonFactory().createParser(Files.newInputStream(file))) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> event = event(json);
        String kind = event.getOrDefault("event", "");
        String action = event.getOrDefault("action", "");
        String path = event.get("path");
        String from = event.get("from");
        if (kind.equals("plan") && path != null && from != null) {
          plan.addRename(from, path);
        } else if (kind.equals("plan") && path != null && ACTIONS.contains(action)) {
          plan.add(action, path);
        } else if (kind.equals("summary")) {
          whole = "0".equals(event.get("failed"));
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file \"" + file + "\"", e);
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "\""
              + file
              + "\" is no plan; write one with mirror --dry-run --json: line "
              + e.getLocation().getLineNr());
    }
    if (!whole) {
      throw new UsageException(
          "\"" + file + "\" is not the whole plan of a dry run without failures");
    }
    return plan;
  }

  private static Map<String, String> event(JsonParser json) throws IOException {
    Map<String, String> event = new HashMap<>();
    String name;
    while ((name = json.nextFieldName()) != null) {
      json.nextToken();
      event.put(name, json.getValueAsString(""));
    }
    return event;
  }
}
