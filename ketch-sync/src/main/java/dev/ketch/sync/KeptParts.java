package dev.ketch.sync;

import dev.ketch.ftp.Leftovers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what an interrupted run leaves for the next one to go on from. */
final class KeptParts {
  private static final int MOST = 3;

  private final Route route;

  KeptParts(Route route) {
    this.route = route;
  }

  /**
   * A part of a sentence, or an empty text.
   *
   * @param underWay how many bytes of which files had come
   */
  String sentence(Map<String, Long> underWay) {
    List<Map.Entry<String, Long>> kept =
        new ArrayList<>(underWay.entrySet().stream().filter(this::isKept).toList());
    kept.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> each : kept.subList(0, Math.min(MOST, kept.size()))) {
      text.append(text.isEmpty() ? "; " : ", ")
          .append(size(each.getValue()))
          .append(" of \"")
          .append(each.getKey())
          .append('"');
    }
    if (kept.size() > MOST) {
      text.append(" and parts of ").append(kept.size() - MOST).append(" more files");
    }
    String verb = route.isDownload() ? " are kept" : " were sent and stay on the server";
    return text.isEmpty() ? "" : text + verb;
  }

  private boolean isKept(Map.Entry<String, Long> file) {
    if (file.getValue() < FileMover.WORTH_KEEPING) {
      return false;
    }
    return route.target() instanceof LocalTree here
        ? Leftovers.existFor(here.resolve(file.getKey()))
        : route.source() instanceof LocalTree;
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }
}
