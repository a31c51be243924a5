using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>Builds the populations and projections of a canonical graph; see <see cref="Discretise"/>.</summary>
internal sealed class NetworkBuilder(ModelGraph graph, Dialect dialect, List<Diagnostic> findings)
{
    private readonly Dictionary<string, ModelNode> _nodes = graph.ByName();
    private readonly ILookup<string, string> _sources = Sorted(graph.Edges, e => e.Target, e => e.Source);
    private readonly RoutePlan _plan = new(graph, dialect, findings);
    private readonly HashSet<string> _names = [];

    /// <summary>Populations, in the order of the nodes' names.</summary>
    public List<DiscretePopulation> Populations { get; } = [];

    /// <summary>Projections, before lags are added.</summary>
    public List<DiscreteProjection> Projections { get; } = [];

    /// <summary>Names of the populations that Outputs show, each once.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Adds a population for every node that is one, or that must become one.</summary>
    public void AddPopulations()
    {
        NeuronDiscretiser neurons = new(dialect, findings);
        foreach (ModelNode node in graph.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            NeuronModel? model = node switch
            {
                InputNode => new InputModel(),
                ThresholdNode n => new ThresholdModel(
                    BiasInto(n), Values.Compact(Extents.PerNeuron(n.Threshold, n.Shape!.Output)), dialect.Comparator),
                NeuronNode n => neurons.Discretise(n, BiasInto(n)),
                OutputNode n => Shown(n),
                _ => _plan.IsRelay(node.Name) ? new RelayModel(Values.Compact(LinearMaps.Bias(node))) : null,
            };
            if (model is not null)
                Populations.Add(new() { Name = node.Name, Shape = node.Shape!.Output, Model = model, Origin = node.Origin });
        }
    }

    /// <summary>Adds a projection for every route into a population.</summary>
    public void AddProjections()
    {
        foreach (DiscretePopulation target in Populations.Where(p => p.Model is not InputModel))
        {
            IEnumerable<Route> routes = _plan.IsRelay(target.Name)
                ? _plan.RoutesThrough(target.Name)
                : _sources[target.Name].SelectMany(_plan.RoutesFrom);
            foreach (Route route in routes)
            {
                Projections.Add(new()
                {
                    Name = Unique(route.Name ?? $"{route.Source}.{target.Name}"),
                    Source = route.Source,
                    Target = target.Name,
                    Map = route.Map ?? new OneToOneMap([1.0]),
                    Delay = route.Delay,
                    Origin = route.Origin ?? target.Origin,
                });
            }
        }
    }

    private static ILookup<string, string> Sorted(IEnumerable<Edge> edges, Func<Edge, string> key, Func<Edge, string> value) =>
        edges.OrderBy(e => e.Source, StringComparer.Ordinal).ThenBy(e => e.Target, StringComparer.Ordinal).ToLookup(key, value);

    /// <summary>An Output of one population is that population; one that adds several needs neurons to add them in.</summary>
    private RelayModel? Shown(OutputNode output)
    {
        List<string> sources = [.. _sources[output.Name]];
        string shown = sources.Count == 1 ? sources[0] : output.Name;
        if (!Outputs.Contains(shown))
            Outputs.Add(shown);
        return sources.Count == 1 ? null : new RelayModel([0.0]);
    }

    /// <summary>The sum of the biases of the maps whose projections end in <paramref name="node"/>.</summary>
    private double[] BiasInto(ModelNode node)
    {
        double[] sum = [0.0];
        foreach (string source in _sources[node.Name].Where(s => !_plan.IsRelay(s)))
            sum = Values.Zip(sum, LinearMaps.Bias(_nodes[source]), (a, b) => a + b);
        return Values.Compact(sum);
    }

    private string Unique(string wish)
    {
        string name = GraphEdit.Fresh(wish, _names);
        _names.Add(name);
        return name;
    }
}
