package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;

/// A family of networks, described as data: which configuration keys, which tensor names, which
/// program. Adding one touches nothing else but [Families].
interface Family {
  /// As users know it.
  String name();

  /// Whether a checkpoint belongs to this family, by its configuration and tensor names.
  boolean matches(CheckpointFolder folder);

  /// What this checkpoint's network is made of.
  ///
  /// @param reading decides where the files leave open what it is
  /// @throws dev.unmask.problem.Problem if a key or tensor is missing or contradicts another
  Blueprint blueprint(CheckpointFolder folder, Reading reading);
}
