package dev.ketch.ftp;

import dev.ketch.ftp.internal.transfer.ReadStream;
import dev.ketch.ftp.protocol.Command;
import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares the end of what is on the server with what is here: never splice two files. */
final class UploadTail {
  /** What the comparison says. */
  enum Verdict {
    SAME,
    OTHER,
    /** The server lets nobody read it, or what is here cannot be read again. */
    UNKNOWN
  }

  private static final int MOST = 64 << 10;

  private UploadTail() {}

  /** Whether the first {@code length} bytes of the content end as the file on the server does. */
  static Verdict compare(Upload.Means means, String name, UploadContent content, long length)
      throws IOException {
    int count = (int) Math.min(MOST, length);
    byte[] here = count == 0 ? new byte[0] : content.before(length, count);
    if (here == null) {
      return Verdict.UNKNOWN;
    }
    if (count == 0) {
      return Verdict.SAME;
    }
    Command read = Command.of("RETR", name);
    try (InputStream in = new ReadStream(means.runner().begin(read, 'I', length - count))) {
      return Arrays.equals(in.readNBytes(count), here) ? Verdict.SAME : Verdict.OTHER;
    } catch (FtpReplyException e) {
      return Verdict.UNKNOWN;
    }
  }
}
