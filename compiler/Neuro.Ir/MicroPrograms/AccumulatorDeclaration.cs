namespace Neuro.Ir;

/// <summary>A port of a neuron: the integer sum of what its projections deliver in a tick; zero at each tick's start.</summary>
/// <param name="Name">The port's name.</param>
/// <param name="Bits">32, or 64 where the verifier cannot prove that 32 bits hold the sum.</param>
public sealed record AccumulatorDeclaration(string Name, int Bits = 32);
