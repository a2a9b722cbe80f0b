package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import java.io.IOException;
import java.util.OptionalLong;

/** A tree that is another one, but for what a test changes. */
class ForwardingTree implements Tree {
  private final Tree tree;

  ForwardingTree(Tree tree) {
    this.tree = tree;
  }

  @Override
  public EntryList list(FtpSession session, String path) throws IOException {
    return tree.list(session, path);
  }

  @Override
  public void makeDirectory(FtpSession session, String path) throws IOException {
    tree.makeDirectory(session, path);
  }

  @Override
  public void delete(FtpSession session, String path, TreeEntry entry) throws IOException {
    tree.delete(session, path, entry);
  }

  @Override
  public boolean sweep(FtpSession session, String path) throws IOException {
    return tree.sweep(session, path);
  }

  @Override
  public boolean isPart(String name) {
    return tree.isPart(name);
  }

  @Override
  public boolean isOwnPart(String name) {
    return tree.isOwnPart(name);
  }

  @Override
  public void discard(FtpSession session, String path, String trash) throws IOException {
    tree.discard(session, path, trash);
  }

  @Override
  public void rename(FtpSession session, String from, String to) throws IOException {
    tree.rename(session, from, to);
  }

  @Override
  public OptionalLong size(FtpSession session, String path) throws IOException {
    return tree.size(session, path);
  }

  @Override
  public void changeMode(FtpSession session, String path, int mode) throws IOException {
    tree.changeMode(session, path, mode);
  }

  @Override
  public String objection(String name) {
    return tree.objection(name);
  }

  @Override
  public boolean foldsCase() {
    return tree.foldsCase();
  }

  @Override
  public TreeEntry resolve(FtpSession session, String path, TreeEntry link) throws IOException {
    return tree.resolve(session, path, link);
  }
}
