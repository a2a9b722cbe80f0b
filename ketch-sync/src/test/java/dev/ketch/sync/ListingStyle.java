package dev.ketch.sync;

import java.util.List;

/** How a {@link TreeServer} lists a directory. Every file is of 2 January 2026, 03:04. */
enum ListingStyle {
  UNIX(
      "-rw-r--r--   1 ann      staff    %8d Jan  2  2026 %s",
      "drwxr-xr-x   2 ann      staff        4096 Jan  2  2026 %s", "total 12", ""),
  UNIX_BARE(
      "-rw-r--r--   1 ann      staff    %8d Jan  2  2026 %s",
      "drwxr-xr-x   2 ann      staff        4096 Jan  2  2026 %s", "", ""),
  UNIX_ISO(
      "-rw-r--r-- 1 ann staff %d 2026-01-02 03:04 %s",
      "drwxr-xr-x 2 ann staff 4096 2026-01-02 03:04 %s", "", ""),
  UNIX_NO_GROUP(
      "-rw-r--r--   1 ann %8d Jan  2  2026 %s",
      "drwxr-xr-x   2 ann     4096 Jan  2  2026 %s", "total 4", ""),
  NETWARE(
      "- [R----F--] ann %12d       Jan  2  2026    %s",
      "d [R----F--] ann          512       Jan  2  2026    %s", "total 0", ""),
  DOS("01-02-26  03:04AM %20d %s", "01-02-26  03:04AM       <DIR>          %s", "", ""),
  MLSD(
      "type=file;size=%d;modify=20260102030400;UNIX.mode=0644; %s",
      "type=dir;modify=20260102030400;UNIX.mode=0755; %s",
      "type=cdir;modify=20260102030400; .",
      ""),
  MLSD_BARE(
      "modify=20260102030400;size=%d;type=file; %s", "modify=20260102030400;type=dir; %s", "", ""),
  EPLF("+m1767323040,r,s%d,\t%s", "+m1767323040,/,\t%s", "", ""),
  OS400(
      "QPGMR    %12d 26/01/02 03:04:00 *STMF      %2$s",
      "QPGMR           36864 26/01/02 03:04:00 *DIR       %s/", "", ""),
  OS2("%11d      A    01-02-126  03:04  %s", "          0 DIR       01-02-126  03:04  %s", "", ""),
  NUMERIC(
      "0100644   500  101   %d    1767323040       %s",
      "0040755   0    0     4096     1767323040       %s", "", ""),
  VXWORKS(
      "%8d    Jan-02-2026  03:04:00   %s",
      "     512    Jan-02-2026  03:04:00   %s               <DIR>",
      "  size          date       time       name\r\n--------       ------     ------    --------",
      ""),
  VSHELL("%d  Jan 02, 2026 03:04 %s", "0  Jan 02, 2026 03:04 %s/", "", ""),
  CMS(
      "%2$-8s %3$-8s V  80 %1$10d          1 2026-01-02 03:04:00 ANN191",
      "%-8s DIR      -          -          -          - 2026-01-02 03:04:00 -", "", ""),
  VMS(
      "%2$-24s  1/3    2-JAN-2026 03:04:00  [ANON,ANONYMOUS]  (RWED,RWED,RE,)",
      "%-24s      1    2-JAN-2026 03:04:00  [SYSTEM] (RWE,RWE,RE,RE)",
      "\r\nDirectory DISK$USERS:[ANONYMOUS]\r\n",
      "\r\nTotal of %d files, 166 blocks."),
  DLS("%2$-18s %1$5d", "%-18s     -", "", "");

  /** A name, and a size or -1 for a directory. */
  record Item(String name, long size) {
    boolean isDirectory() {
      return size < 0;
    }
  }

  private final String file;
  private final String directory;
  private final String head;
  private final String foot;

  ListingStyle(String file, String directory, String head, String foot) {
    this.file = file;
    this.directory = directory;
    this.head = head;
    this.foot = foot;
  }

  /** Whether names may hold blanks and be without an extension. */
  boolean takesAnyName() {
    return this != CMS && this != VMS && this != DLS && this != VXWORKS;
  }

  boolean isMachine() {
    return this == MLSD || this == MLSD_BARE;
  }

  private boolean showsDots() {
    return this == UNIX || this == UNIX_BARE || this == UNIX_ISO;
  }

  String features() {
    return isMachine() ? "211-features\r\n MLST type*;size*;modify*;\r\n211 end" : "502 no";
  }

  String text(List<Item> items, boolean all) {
    StringBuilder text = new StringBuilder();
    if (!head.isEmpty()) {
      boolean nothing = items.isEmpty() && !(all && showsDots());
      text.append(nothing && head.startsWith("total") ? "total 0" : head).append("\r\n");
    }
    if (all && showsDots()) {
      text.append(line(new Item(".", -1))).append("\r\n");
      text.append(line(new Item("..", -1))).append("\r\n");
    }
    for (Item item : items) {
      text.append(line(item)).append("\r\n");
    }
    if (!foot.isEmpty()) {
      text.append(String.format(foot, items.size())).append("\r\n");
    }
    return text.toString();
  }

  private String line(Item item) {
    String name = item.name();
    if (item.isDirectory()) {
      String told = this == VMS ? name + ".DIR;1" : this == DLS ? name + "/" : name;
      return String.format(directory, told);
    }
    if (this == CMS) {
      int dot = name.indexOf('.');
      return String.format(file, item.size(), name.substring(0, dot), name.substring(dot + 1));
    }
    return String.format(file, item.size(), this == VMS ? name + ";1" : name);
  }

  static String names(List<Item> items) {
    StringBuilder text = new StringBuilder();
    for (Item item : items) {
      text.append(item.name()).append("\r\n");
    }
    return text.toString();
  }
}
