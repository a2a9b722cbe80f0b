package dev.ketch.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The tests on the page about the testkit compile as they stand, and pass. */
class TestkitPageTest {
  @TempDir Path classes;

  @Test
  void everyTestOnThePagePasses() throws Exception {
    List<String> blocks = Blocks.of(Path.of("..", "docs", "testkit.md"));
    assertThat(blocks).hasSize(3);
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    List<Class<?>> tests = new ArrayList<>();
    for (String block : blocks) {
      tests.add(Blocks.compile(block, classes));
    }
    tests.forEach(test -> request.selectors(selectClass(test)));
    SummaryGeneratingListener listener = run(request.build());
    StringWriter failures = new StringWriter();
    listener.getSummary().printFailuresTo(new PrintWriter(failures));
    assertThat(failures.toString()).isEmpty();
    assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(3);
  }

  private static SummaryGeneratingListener run(LauncherDiscoveryRequest request) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener;
  }
}
