namespace Neuro.Emulator.Reference;

/// <summary>Keys of the generator: SEMANTICS.md, section 6.</summary>
internal static class RandomKey
{
    /// <summary>(low 32 bits of seed, high 32 bits of seed + stream mod 2^32).</summary>
    public static ulong Of(ulong seed, uint stream) => (uint)seed | (ulong)((uint)(seed >> 32) + stream) << 32;
}
