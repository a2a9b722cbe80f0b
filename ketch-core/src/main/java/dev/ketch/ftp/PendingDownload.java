package dev.ketch.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that has come whole and is verified, but is still under its temporary name. The session is
 * free again: what is left concerns this machine alone. For many small files one after the other,
 * {@link #force} them all and then {@link #finish} them: the disk has less to do than when each is
 * waited for by itself.
 */
public final class PendingDownload implements Closeable {
  private final PartFile part;
  private final @Nullable Instant time;
  private final TransferResult result;
  private boolean toBeForced;

  PendingDownload(PartFile part, @Nullable Instant time, boolean durable, TransferResult result) {
    this.part = part;
    this.time = time;
    this.result = result;
    this.toBeForced = durable;
  }

  /** Waits until the disk has the bytes, unless the options said that nobody need wait for that. */
  public void force() throws IOException {
    part.force(toBeForced);
    toBeForced = false;
  }

  /**
   * Gives the file its time and its final name, once the disk has its bytes.
   *
   * @return how much came
   * @throws IOException if the file cannot be renamed; its part is removed
   */
  public TransferResult finish() throws IOException {
    try (part) {
      part.finish(time, toBeForced);
      return result;
    }
  }

  /** Gives the file up: its part is removed, or stays if the options said so. */
  @Override
  public void close() throws IOException {
    part.close();
  }
}
