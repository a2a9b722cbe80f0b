package dev.ketch.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address in a PORT or EPRT command. */
final class ClientPort {
  private ClientPort() {}

  static InetSocketAddress parse(String command) throws IOException {
    String argument = command.substring(5);
    if (command.startsWith("EPRT")) {
      String[] parts = argument.split("\\" + argument.charAt(0), -1);
      return new InetSocketAddress(InetAddress.getByName(parts[2]), Integer.parseInt(parts[3]));
    }
    String[] n = argument.split(",", -1);
    return new InetSocketAddress(
        InetAddress.getByName(n[0] + "." + n[1] + "." + n[2] + "." + n[3]),
        Integer.parseInt(n[4]) * 256 + Integer.parseInt(n[5]));
  }
}
