using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Compiler.Discrete;

/// <summary>
/// A network after the integrator has been chosen and before numbers become integers: populations with discrete-time updates, and
/// linear maps with delays in ticks between them, in doubles. The float interpretation runs it; the quantiser lowers it.
/// </summary>
public sealed record DiscreteNetwork
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds per tick.</summary>
    public required Rational TimeStep { get; init; }

    /// <summary>Populations in an order in which delay-0 projections run forward.</summary>
    public required ImmutableArray<DiscretePopulation> Populations { get; init; }

    /// <summary>Linear maps between populations; several into one population add.</summary>
    public required ImmutableArray<DiscreteProjection> Projections { get; init; }

    /// <summary>The arithmetic of the float interpretation; says nothing about the fixed-point program.</summary>
    public FloatArithmetic Arithmetic { get; init; }

    /// <summary>Names of the populations whose output is the network's result.</summary>
    public required ImmutableArray<string> Outputs { get; init; }

    /// <summary>The population called <paramref name="name"/>.</summary>
    public DiscretePopulation Population(string name) => Populations.First(p => p.Name == name);
}
