using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>Collects the populations and projections of a converted network.</summary>
/// <param name="name">The network's name.</param>
/// <param name="window">Ticks of a window; 0 where every population speaks in the tick in which it listens.</param>
internal sealed class NetworkAssembly(string name, int window)
{
    private readonly List<DiscretePopulation> _populations = [];
    private readonly List<DiscreteProjection> _projections = [];
    private readonly HashSet<string> _populationNames = [];
    private readonly HashSet<string> _projectionNames = [];

    /// <summary>Populations whose values are those of nodes.</summary>
    public List<ConvertedLayer> Layers { get; } = [];

    /// <summary>Ticks of a window; 0 without windows.</summary>
    public int Window => window;

    public SignalSource AddInput(AnnInput node, int least, int most)
    {
        _populations.Add(new()
        {
            Name = Fresh(node.Name, _populationNames),
            Shape = node.Shape,
            Model = new InputModel(),
            Origin = node.Origin,
        });
        return new(_populations[^1].Name, node.Size, 0, least, most);
    }

    /// <summary>The depth of a population that these terms lead into: one window behind the deepest.</summary>
    public static int DepthBehind(IEnumerable<Term> terms) => terms.Select(t => t.Source.Depth).DefaultIfEmpty(0).Max() + 1;

    /// <summary>A population that the terms lead into, each term at the port of its number where there are several.</summary>
    public SignalSource Add(
        string wish, AnnNode node, ImmutableArray<int> shape, NeuronModel model, ImmutableArray<Term> terms, int least, int most,
        bool ports = false)
    {
        string population = Fresh(wish, _populationNames);
        int size = shape.Aggregate(1, (p, e) => checked(p * e));
        int depth = DepthBehind(terms);
        _populations.Add(new() { Name = population, Shape = shape, Model = model, Origin = node.Origin });
        foreach ((int index, Term term) in terms.Index()) Connect(term, population, size, depth - 1, ports ? index : 0);
        return new(population, size, depth, least, most);
    }

    /// <summary>A population that passes the sum of the terms on in the same tick.</summary>
    public SignalSource AddRelay(string wish, AnnNode node, int size, ImmutableArray<Term> terms)
    {
        string population = Fresh(wish, _populationNames);
        int depth = DepthBehind(terms) - 1;
        ImmutableArray<int> shape = node.Size == size ? node.Shape : [size];
        _populations.Add(new() { Name = population, Shape = shape, Model = new RelayModel([0.0]), Origin = node.Origin });
        foreach (Term term in terms) Connect(term, population, size, depth, 0);
        return new(population, size, depth, int.MinValue, int.MaxValue);
    }

    public DiscreteNetwork Build(string output) => new()
    {
        Name = name,
        TimeStep = new Rational(1, 1000),
        Populations = [.. _populations],
        Projections = [.. _projections],
        Outputs = [output],
    };

    // Signals of other depths meet by waiting: what was said some windows earlier arrives as many windows later.
    private void Connect(Term term, string target, int size, int listens, int port)
    {
        LinearMap map = term.Map ?? new OneToOneMap(Runs.PerNeuron(term.Factor, size))
        {
            Steps = term.Factor.Length == 1 ? [Math.Abs(term.Factor[0])] : null,
        };
        _projections.Add(new()
        {
            Name = Fresh(term.Name ?? $"{term.Source.Name}.{target}", _projectionNames),
            Source = term.Source.Name,
            Target = target,
            Map = map,
            Port = port,
            Delay = [(listens - term.Source.Depth) * window],
            Origin = term.Origin,
        });
    }

    private static string Fresh(string wish, HashSet<string> taken)
    {
        string name = GraphEdit.Fresh(wish, taken);
        taken.Add(name);
        return name;
    }
}
