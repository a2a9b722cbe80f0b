package dev.ketch.ftp;

import dev.ketch.ftp.internal.control.ServerMemory;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.listing.ModifiedTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * LIST shows times of the server's zone and does not say which. MDTM tells the same time in UTC:
 * the difference is the zone, asked for once a server.
 */
final class ServerZone {
  private static final int TRIES = 3;

  /** Entries that wait for the zone; of a larger directory the times stay as if it were UTC. */
  private static final int MOST_WAITING = 20_000;

  private static final long MOST_CHARS = 2 << 20;

  private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
  private static final long MOST = Duration.ofHours(18).toSeconds();

  private final FtpSession session;
  private final FtpConfig config;
  private final ServerMemory memory;

  ServerZone(FtpSession session, FtpConfig config, ServerMemory memory) {
    this.session = session;
    this.config = config;
    this.memory = memory;
  }

  /** Whether the times of a listing must wait for an answer of the server. */
  boolean isToBeLearned() {
    return config.zone() == null && memory.zone == null && session.features().has("MDTM");
  }

  /** The zone as far as it is known, else UTC. */
  java.time.ZoneId known() {
    if (config.zone() != null) {
      return config.zone();
    }
    ZoneOffset learned = memory.zone;
    return learned == null ? ZoneOffset.UTC : learned;
  }

  /** Holds entries back until the zone is known. */
  Waiting waiting(Consumer<FtpEntry> out) {
    return new Waiting(out);
  }

  /** Entries of a listing, read as if the zone were UTC, that wait for its end. */
  final class Waiting implements Consumer<FtpEntry> {
    private final Consumer<FtpEntry> out;
    private final List<FtpEntry> held = new ArrayList<>();
    private long chars;
    private boolean tooMany;

    private Waiting(Consumer<FtpEntry> out) {
      this.out = out;
    }

    @Override
    public void accept(FtpEntry entry) {
      if (tooMany) {
        out.accept(entry);
        return;
      }
      held.add(entry);
      chars += entry.name().length();
      if (held.size() > MOST_WAITING || chars > MOST_CHARS) {
        tooMany = true;
        held.forEach(out);
        held.clear();
      }
    }

    /** Learns the zone at the listing's end and passes the entries on. */
    void finish(String directory) throws IOException {
      if (held.isEmpty()) {
        return;
      }
      ZoneOffset zone = learn(directory, held);
      for (FtpEntry entry : held) {
        out.accept(shifted(entry, zone));
      }
    }
  }

  /** Learns the zone from entries that were read as if it were UTC; UTC if that fails. */
  private ZoneOffset learn(String directory, List<FtpEntry> entries) throws IOException {
    int tries = 0;
    for (FtpEntry entry : entries) {
      ModifiedTime listed = entry.modified();
      if (!entry.isFile()
          || listed == null
          || listed.precision() == ModifiedTime.Precision.DAY
          || !RemoteName.isOneSegment(entry.name())) {
        continue;
      }
      Optional<Instant> told = session.modified(RemoteName.join(directory, entry.name()));
      ZoneOffset found = told.isEmpty() ? null : offset(listed, told.get());
      if (found != null) {
        memory.zone = found;
        return found;
      }
      if (++tries == TRIES) {
        memory.zone = ZoneOffset.UTC; // It does not tell, or not the truth.
        break;
      }
    }
    return ZoneOffset.UTC;
  }

  /** The offset between both, or null if there is no zone with it: the file has just changed. */
  private static @Nullable ZoneOffset offset(ModifiedTime listed, Instant told) {
    long unit = listed.precision().unit().toSeconds();
    long difference =
        Math.floorDiv(listed.instant().getEpochSecond(), unit) * unit
            - Math.floorDiv(told.getEpochSecond(), unit) * unit;
    long rounded = Math.round((double) difference / QUARTER) * QUARTER;
    return Math.abs(difference - rounded) > 60 || Math.abs(rounded) > MOST
        ? null
        : ZoneOffset.ofTotalSeconds((int) rounded);
  }

  /** An entry whose time was read as UTC and is of another zone. */
  private static FtpEntry shifted(FtpEntry entry, ZoneOffset zone) {
    ModifiedTime time = entry.modified();
    if (time == null || zone.getTotalSeconds() == 0) {
      return entry;
    }
    return entry.withModified(
        new ModifiedTime(time.instant().minusSeconds(zone.getTotalSeconds()), time.precision()));
  }
}
