/**
 * Short programs for every common job. Each is a {@code main}; the first argument is always a host,
 * optionally with {@code :port}. Tests run all of them.
 *
 * <p>The programs of the FTP chapter of "Foundations of Python Network Programming", in Java:
 * {@link Connect}, {@link AsciiDownload}, {@link BinaryDownload}, {@link ProgressDownload}, {@link
 * BinaryUpload}, {@link ProgressUpload}, {@link NameList}, {@link DirectoryLines}, {@link
 * DirectoryEntries}, {@link TypesByChanging}, {@link RecursiveDownload}, {@link Manipulate}.
 *
 * <p>And beside them: {@link ClientCertificate} (TLS), {@link ManyFiles} (a pool and threads),
 * {@link Retry}, {@link Resume}, {@link Cancel}, {@link MirrorTree} (a whole tree), {@link
 * StreamToParser}, {@link BetweenServers}, {@link ScriptedCheck} (the testkit).
 */
package dev.ketch.examples;
