package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpReplyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes what interrupted transfers have left, but nothing that somebody is still writing. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Whether there is a part of a download, of any version of the file.
   *
   * @param target the final name of the file
   */
  public static boolean existFor(Path target) {
    Path name = target.getFileName();
    if (name == null) {
      return false;
    }
    String begin = "." + name + ".";
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(
            target.toAbsolutePath().getParent(),
            each -> {
              String found = String.valueOf(each.getFileName());
              return found.startsWith(begin) && PartNames.isPart(found);
            })) {
      return parts.iterator().hasNext();
    } catch (IOException | RuntimeException e) {
      return false; // Nobody can say so.
    }
  }

  /**
   * Removes a part of a download.
   *
   * @return false if it is left alone: another transfer is writing it, or it is somebody else's
   */
  public static boolean remove(Path part) throws IOException {
    try (LockedPart locked = LockedPart.open(part)) {
      if (locked != null) {
        Files.deleteIfExists(part);
      }
      return locked != null;
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  /**
   * Removes a part of an upload.
   *
   * @return false if it is left alone: another upload of this machine is writing it
   * @throws IOException if the server refuses; the session goes on unless it died
   */
  public static boolean remove(FtpSession session, String part) throws IOException {
    try (UploadLock lock = UploadLock.tryTake(session, part)) {
      if (lock == null) {
        return false;
      }
      session.delete(part);
      return true;
    } catch (FtpReplyException e) {
      if (session.size(part).isPresent()) {
        throw e;
      }
      return true; // Whoever was writing it has given it its final name since it was listed.
    }
  }
}
