using Neuro.Ir;

namespace Neuro.Emulator.Crossbars;

/// <summary>One chip, as <see cref="Fabricator"/> makes it.</summary>
/// <param name="Program">An ordinary program: every bound projection has its read, and the seed is the chip's own.</param>
/// <param name="Report">What the chip's cells and converters came out as.</param>
public sealed record FabricatedChip(SpikeProgram Program, FabricationReport Report);
