package dev.unmask.network;

/// Attention matrices of block diffusion.
///
/// @see "BD3LM, models/dit.py, block_diff_mask (1c3e8f4)"
public final class BlockAttention {
  private BlockAttention() {}

  /// Every position sees its own block and those before it.
  ///
  /// @return `[length * length]`, 1 where a query (row) may attend to a key
  public static byte[] causal(int length, int block) {
    byte[] allowed = new byte[length * length];
    for (int q = 0; q < length; q++) {
      for (int k = 0; k < length; k++) {
        allowed[q * length + k] = (byte) (k / block <= q / block ? 1 : 0);
      }
    }
    return allowed;
  }

  /// Training form: the noised canvas followed by the clean one. A noised block sees itself and the
  /// clean blocks before it; a clean block sees the clean blocks up to and including itself.
  ///
  /// @param length of one canvas
  /// @return `[2 length * 2 length]`
  public static byte[] training(int length, int block) {
    int n = 2 * length;
    byte[] allowed = new byte[n * n];
    for (int q = 0; q < n; q++) {
      int ofQuery = q % length / block;
      for (int k = 0; k < n; k++) {
        int ofKey = k % length / block;
        boolean sees =
            q < length
                ? k < length ? ofKey == ofQuery : ofKey < ofQuery
                : k >= length && ofKey <= ofQuery;
        allowed[q * n + k] = (byte) (sees ? 1 : 0);
      }
    }
    return allowed;
  }
}
