package dev.ketch.examples;

import dev.ketch.ftp.FtpSession;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * Parses an XML file while it arrives: nothing is stored, and memory does not grow with the file.
 * Arguments: host, remote, the name of the elements to count.
 */
public final class StreamToParser {
  private StreamToParser() {}

  public static void main(String[] args) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); // The file may come from anybody.
    long count = 0;
    try (FtpSession ftp = Server.at(args[0]).connect();
        InputStream in = ftp.read(args[1], 0)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      // The parser reads to the end of the data. There the server's last reply is read: a read
      // fails if the server reports that the file is not complete.
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(args[2])) {
          count++;
        }
      }
    }
    System.out.println(count + " elements " + args[2]);
  }
}
