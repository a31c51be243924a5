namespace Neuro.Ir.Targets;

/// <summary>Which codes a signed weight of b bits may take.</summary>
public enum SignRange
{
    /// <summary>−(2^(b−1) − 1) to 2^(b−1) − 1: sign and magnitude. With one bit: −1 and 1.</summary>
    Symmetric,

    /// <summary>−2^(b−1) to 2^(b−1) − 1: two's complement. With one bit: −1 and 1.</summary>
    Asymmetric,
}
