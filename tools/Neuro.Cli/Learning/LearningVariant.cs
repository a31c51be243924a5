using Neuro.Ir;

namespace Neuro.Cli.Learning;

/// <summary>One of the programs that learn the same side by side.</summary>
/// <param name="Name">What holds its weights: "digital", or a device.</param>
/// <param name="Program">The program.</param>
internal sealed record LearningVariant(string Name, SpikeProgram Program);
