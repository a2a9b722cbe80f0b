package dev.ketch.cli;

import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An entry as a line for people. */
final class EntryText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private EntryText() {}

  static String detailed(FtpEntry e, String name) {
    ModifiedTime time = e.modified();
    String type =
        switch (e.type()) {
          case FILE -> "-";
          case DIRECTORY -> "d";
          case SYMLINK -> "l";
          case OTHER -> "?";
        };
    String target = e.target() == null ? "" : " -> " + e.target();
    return String.format(
        "%s%-9s %-8s %12s %-16s %s",
        type,
        Escape.text(e.permissions() == null ? "" : e.permissions()),
        Escape.text(e.owner() == null ? "" : e.owner()),
        e.size() < 0 ? "" : Long.toString(e.size()),
        time == null ? "" : shown(time),
        Escape.text(name + target));
  }

  /** No more than the server told: an old file's hour is not known. */
  private static String shown(ModifiedTime time) {
    boolean day = time.precision() == ModifiedTime.Precision.DAY;
    return (day ? DAY : TIME).format(time.instant());
  }
}
