package dev.ketch.ftp;

import dev.ketch.ftp.internal.transfer.Pump;
import dev.ketch.ftp.internal.transfer.TransferRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Files between the server and this machine, whole or not at all. */
final class FileTransfers {
  /** Files that are over in an instant: what counts for them is the number of round trips. */
  static final long SMALL = 1 << 20;

  private final Upload.Means means;

  FileTransfers(
      FtpSession session, TransferRunner runner, Attributes attributes, Checksums checksums) {
    this.means = new Upload.Means(session, runner, attributes, checksums);
  }

  PendingDownload fetch(String remote, Path local, TransferOptions asked) throws IOException {
    return new Download(means, remote, asked).toFile(local);
  }

  TransferResult fetch(String remote, OutputStream out, TransferOptions options)
      throws IOException {
    return new Download(means, remote, options).toStream(out);
  }

  PendingUpload send(Path local, String remote, TransferOptions options) throws IOException {
    return withFile(
        local,
        options,
        (content, dated, changed) -> {
          String part =
              options.anotherPart() > 0
                  ? PartNames.anotherOfPath(remote, options.anotherPart())
                  : PartNames.ofPath(
                      remote, options.keepPart() ? dated.expectedSize() : -1, changed);
          return new UploadLadder(
                  means,
                  remote,
                  part,
                  dated,
                  ladder ->
                      withFile(local, options, (again, now, time) -> ladder.straight(again))
                          .finish())
              .send(content);
        });
  }

  private interface Sender {
    PendingUpload send(UploadContent content, TransferOptions dated, Instant changed)
        throws IOException;
  }

  private static PendingUpload withFile(Path local, TransferOptions options, Sender sender)
      throws IOException {
    if (Files.isDirectory(local)) {
      throw new IOException("\"" + local + "\" is a directory, not a file");
    }
    try (FileChannel file = FileChannel.open(local, StandardOpenOption.READ)) {
      Instant changed = Files.getLastModifiedTime(local).toInstant();
      TransferOptions dated =
          options.withListed(file.size(), options.keepTime() ? changed : options.modified());
      return sender.send(new UploadContent.OfFile(file, options.ascii()), dated, changed);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no local file \"" + local + "\"", e);
    } catch (Pump.LocalFailure e) {
      throw new IOException("cannot read \"" + local + "\": " + e.getMessage(), e);
    }
  }

  TransferResult upload(InputStream source, String remote, TransferOptions options)
      throws IOException {
    return upload(new UploadContent.OfStream(source, options.ascii()), remote, options);
  }

  /** Content that cannot be opened again. */
  TransferResult upload(UploadContent content, String remote, TransferOptions options)
      throws IOException {
    TransferOptions anew = options.withResume(false).withKeepPart(false);
    return new UploadLadder(means, remote, PartNames.ofPath(remote), anew, null)
        .send(content)
        .finish();
  }
}
