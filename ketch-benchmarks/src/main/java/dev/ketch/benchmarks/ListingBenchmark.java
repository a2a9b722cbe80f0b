package dev.ketch.benchmarks;

import dev.ketch.ftp.SavedListing;
import dev.ketch.ftp.listing.ListingParser;
import dev.ketch.ftp.listing.ListingParsers;
import dev.ketch.ftp.protocol.NameCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPFileEntryParser;
import org.apache.commons.net.ftp.FTPListParseEngine;
import org.apache.commons.net.ftp.parser.MLSxEntryParser;
import org.apache.commons.net.ftp.parser.UnixFTPEntryParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A listing of ten thousand files from its bytes to its entries: Ketch beside Commons Net. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ListingBenchmark {
  private static final int ENTRIES = 10_000;
  private static final String[] MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun"};

  /** The dialect: {@code unix} or {@code mlsd}. */
  @Param({"unix", "mlsd"})
  public String dialect = "unix";

  private byte[] listing = {};

  /** Makes the listing. */
  @Setup
  public void make() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < ENTRIES; i++) {
      String name = "report-" + random.nextInt(100_000) + "-" + i + ".csv";
      if (dialect.equals("unix")) {
        String time =
            random.nextBoolean()
                ? String.format("%02d:%02d", i % 24, i % 60)
                : " " + (1995 + i % 30);
        text.append(
            String.format(
                "-rw-r--r--   1 %-8s %-8s %10d %s %2d %s %s\r\n",
                i % 7 == 0 ? "root" : "ann",
                "staff",
                random.nextInt(1 << 30),
                MONTHS[i % 6],
                1 + i % 28,
                time,
                name));
      } else {
        text.append(
            String.format(
                "modify=20%02d%02d%02d%02d%02d59;perm=adfrw;size=%d;type=file;unique=801U%X;"
                    + "UNIX.group=100;UNIX.mode=0644;UNIX.owner=1000; %s\r\n",
                i % 26, 1 + i % 12, 1 + i % 28, i % 24, i % 60, random.nextInt(1 << 30), i, name));
      }
    }
    listing = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Ketch, as a session reads a listing. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void ketch(Blackhole hole) throws IOException {
    ListingParser parser =
        dialect.equals("unix")
            ? ListingParsers.auto(Clock.systemUTC(), ZoneOffset.UTC)
            : ListingParsers.mlsx();
    long entries =
        SavedListing.read(
                new ByteArrayInputStream(listing),
                new NameCodec(StandardCharsets.UTF_8),
                parser,
                hole::consume)
            .entries();
    if (entries != ENTRIES) {
      throw new IllegalStateException(entries + " entries");
    }
  }

  /** Commons Net, as its FTPClient reads a listing. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void commonsNet(Blackhole hole) throws IOException {
    FTPFileEntryParser parser =
        dialect.equals("unix") ? new UnixFTPEntryParser() : MLSxEntryParser.getInstance();
    FTPListParseEngine engine = new FTPListParseEngine(parser);
    engine.readServerList(new ByteArrayInputStream(listing), "UTF-8");
    FTPFile[] files = engine.getFiles();
    if (files.length != ENTRIES) {
      throw new IllegalStateException(files.length + " entries");
    }
    hole.consume(files);
  }
}
