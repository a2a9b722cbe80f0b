package dev.ketch.ftp;

import dev.ketch.ftp.protocol.FtpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of this machine's files. */
public final class LocalTrouble {
  private LocalTrouble() {}

  /** Whether the disk is full; Java tells it in words only. */
  public static boolean isFull(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      if (!(t instanceof FtpException)
          && (text.contains("No space left on device")
              || text.contains("not enough space on the disk")
              || text.contains("Disk quota exceeded"))) {
        return true;
      }
    }
    return false;
  }

  /** What went wrong, in a sentence: of many failures of files Java's message is a path alone. */
  public static String sentence(Throwable e) {
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return sentence(cause); // The message of the outer one may name a class.
    }
    if (e instanceof FileSystemException failure && failure.getFile() != null) {
      String name = "\"" + failure.getFile() + "\"";
      if (failure.getReason() != null) {
        return name + ": " + failure.getReason() + remedy(failure);
      }
      if (e instanceof AccessDeniedException) {
        return name + ": permission denied";
      }
      if (e instanceof NoSuchFileException) {
        return "there is no file or directory " + name;
      }
      if (e instanceof FileAlreadyExistsException) {
        return name + " is in the way: it is there already, and of another kind";
      }
      if (e instanceof NotDirectoryException) {
        return name + " is not a directory";
      }
      if (e instanceof DirectoryNotEmptyException) {
        return "the directory " + name + " is not empty";
      }
    }
    if (e instanceof OutOfMemoryError) {
      return "this program has no memory left; Java's option -Xmx gives it more";
    }
    if (e instanceof StackOverflowError) {
      return "a calculation nested too deeply, as a regular expression on a long name may";
    }
    String message = e.getMessage();
    return message == null || speaksOfTheProgram(e)
        ? "an error inside the program, which is worth a report to its authors"
        : message;
  }

  /** File systems that hold text only (APFS, FAT, some of ZFS) refuse other names like this. */
  private static String remedy(FileSystemException failure) {
    String why = String.valueOf(failure.getReason());
    boolean refused =
        why.contains("Illegal byte sequence")
            || why.contains("multibyte")
            || why.equals("Invalid argument");
    return refused && failure.getFile().indexOf('\uFFFD') >= 0
        ? "; this file system holds no names that are not UTF-8: --encoding CHARSET reads them as"
            + " text"
        : "";
  }

  /** Java's own messages of these name classes and variables, which tell a user nothing. */
  private static boolean speaksOfTheProgram(Throwable e) {
    return e instanceof NullPointerException
        || e instanceof ClassCastException
        || e instanceof IndexOutOfBoundsException
        || e instanceof ArrayStoreException
        || e instanceof LinkageError
        || e instanceof VirtualMachineError;
  }
}
