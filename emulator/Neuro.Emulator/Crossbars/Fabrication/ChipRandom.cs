using Neuro.Emulator.Devices;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>What sets one chip apart: the key of everything that is drawn when it is fabricated.</summary>
internal readonly struct ChipRandom
{
    // Apart from the words that a run draws with the same seed: "fab".
    private const uint Domain = 0x666162;

    private readonly ulong _key;

    /// <summary>Chip number <paramref name="chip"/> of a program with <paramref name="seed"/>.</summary>
    public ChipRandom(ulong seed, int chip)
    {
        (uint low, uint high, uint seedLow, uint seedHigh) = Philox4x32.Block(Domain, (uint)chip, 0, 0, seed);
        _key = (ulong)high << 32 | low;
        // Chip 0 runs with the program's own seed: an ideal chip then draws what the digital program does.
        Seed = chip == 0 ? seed : (ulong)seedHigh << 32 | seedLow;
    }

    /// <summary>The seed that the chip's reads and neurons draw with.</summary>
    public ulong Seed { get; }

    /// <summary>The numbers of a cell.</summary>
    public CellRandom Cell(int projection, uint cell) => new(_key, 0, (uint)projection, cell);

    /// <summary>The numbers of a converter.</summary>
    public CellRandom Converter(int projection, uint converter) => new(_key, 1, (uint)projection, converter);

    /// <summary>The numbers of the reads that measure the linearisation of a tile.</summary>
    public CellRandom Probe(int projection, uint tile) => new(_key, 2, (uint)projection, tile);
}
