using Neuro.Runtime.Random;

namespace Neuro.Compiler.Frontends.Network.Topology;

/// <summary>
/// Random numbers while a network is built: Philox4x32-10 with counter (a, b, stream, purpose) and the seed as key, so that a
/// draw depends on what it is for and on nothing else.
/// </summary>
/// <param name="seed">The key.</param>
/// <param name="stream">Tells projections that share a seed apart: their place in the file; 0 with a seed of their own.</param>
/// <param name="purpose">What is drawn.</param>
internal readonly struct Draws(ulong seed, int stream, Draws.Purpose purpose)
{
    /// <summary>What is drawn; each has draws of its own.</summary>
    public enum Purpose
    {
        /// <summary>Which synapses exist.</summary>
        Wiring = 1,

        /// <summary>Initial weights.</summary>
        Weights,

        /// <summary>Delays.</summary>
        Delays,
    }

    /// <summary>The 32-bit word for (a, b).</summary>
    public uint Word(int a, int b)
    {
        (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Block((uint)a, (uint)b >> 2, (uint)stream, (uint)purpose, seed);
        return (b & 3) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 };
    }

    /// <summary>A number in (0, 1) for (a, b).</summary>
    public double Unit(int a, int b) => (Word(a, b) + 0.5) / 4294967296.0;

    /// <summary>A standard normal deviate for (a, b), in steps of 2^-12.</summary>
    public double Normal(int a, int b) => NormalTable.Deviate(Word(a, b)) / 4096.0;

    /// <summary>An integer from 0 to <paramref name="count"/> − 1 for (a, b).</summary>
    public int Below(int a, int b, int count) => (int)((ulong)Word(a, b) * (ulong)count >> 32);
}
