using Neuro.Compiler.Dialects;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Decides which maps can be the projection into what follows them and which need a population of their own
/// ("relay"). A projection is one map and one delay: a delay the same for all elements may precede or
/// follow a map, a bias may not precede a delay.
/// </summary>
internal sealed class RoutePlan
{
    /// <summary>Most ticks of a delay: 6.5 s at 1e-4 s. Delays are kept in rings of that length.</summary>
    public const int LongestDelay = 65_535;

    private readonly Dialect _dialect;
    private readonly List<Diagnostic> _findings;
    private readonly Dictionary<string, ModelNode> _nodes;
    private readonly ILookup<string, string> _sources;
    private readonly ILookup<string, string> _targets;
    private readonly Dictionary<string, int[]> _ticks = [];
    private readonly Dictionary<string, bool> _relays = [];
    private readonly Dictionary<string, bool> _mapped = [];

    public RoutePlan(ModelGraph graph, Dialect dialect, List<Diagnostic> findings)
    {
        (_dialect, _findings) = (dialect, findings);
        _nodes = graph.ByName();
        _sources = graph.Edges.OrderBy(e => e.Source, StringComparer.Ordinal).ToLookup(e => e.Target, e => e.Source);
        _targets = graph.Targets();
        foreach (DelayNode delay in graph.Nodes.OfType<DelayNode>())
            _ticks[delay.Name] = Ticks(delay);
        // Maps and delays that form a cycle by themselves have to begin somewhere.
        HashSet<string> maps = [.. graph.Nodes.Where(n => IsMap(n)).Select(n => n.Name)];
        foreach (string name in Cycles.Find(maps, graph.Edges).SelectMany(c => c))
            _relays[name] = true;
        foreach (string name in maps.Order(StringComparer.Ordinal))
            IsRelay(name);
    }

    /// <summary>Whether the node is a linear map that becomes a population.</summary>
    public bool IsRelay(string name)
    {
        if (!_nodes.TryGetValue(name, out ModelNode? node) || !IsMap(node))
            return false;
        if (!_relays.TryGetValue(name, out bool relay))
            _relays[name] = relay = _targets[name].Any(t => !Absorbs(_nodes[t], node));
        return relay;
    }

    /// <summary>The ways to the output of a node that is a population or a relay, or else a map.</summary>
    public IEnumerable<Route> RoutesFrom(string name) => !IsMap(_nodes[name]) || IsRelay(name)
        ? [new(name, null, [0], null, null)]
        : RoutesThrough(name);

    /// <summary>The ways from populations through the map <paramref name="name"/>.</summary>
    public IEnumerable<Route> RoutesThrough(string name)
    {
        ModelNode node = _nodes[name];
        return _sources[name].SelectMany(RoutesFrom).Select(r => Append(r, node));
    }

    private static bool IsMap(ModelNode node) => node is AffineNode or ConvolutionNode or PoolNode or ScaleNode or DelayNode;

    private Route Append(Route route, ModelNode node)
    {
        if (node is not DelayNode)
            return route with { Map = LinearMaps.Of(node), Name = node.Name, Origin = node.Origin };
        int[] ticks = _ticks[node.Name];
        int[] delay = ticks.Length >= route.Delay.Length
            ? [.. ticks.Select((t, i) => t + route.Delay[route.Delay.Length == 1 ? 0 : i])]
            : [.. route.Delay.Select(t => t + ticks[0])];
        return route with { Delay = delay, Name = route.Name ?? node.Name, Origin = route.Origin ?? node.Origin };
    }

    /// <summary>Whether a projection into, or through, <paramref name="target"/> can hold <paramref name="node"/>.</summary>
    private bool Absorbs(ModelNode target, ModelNode node) => target switch
    {
        OutputNode => false,
        DelayNode when IsPlain(target) => !HasBias(node),
        _ when IsMap(target) => !IsMapped(node.Name),
        _ => true,
    };

    /// <summary>A delay the same for all elements. One source only, so that ways do not
    /// multiply along chains of delays.</summary>
    private bool IsPlain(ModelNode node) =>
        node is DelayNode && _ticks[node.Name].Length == 1 && _sources[node.Name].Count() == 1;

    private static bool HasBias(ModelNode node) => node is not DelayNode && LinearMaps.Bias(node).Any(b => b != 0);

    /// <summary>Whether the ways to the node's output hold a map, or a delay that differs between elements.</summary>
    private bool IsMapped(string name)
    {
        if (!IsMap(_nodes[name]) || (_relays.TryGetValue(name, out bool relay) && relay))
            return false;
        if (!_mapped.TryGetValue(name, out bool mapped))
        {
            _mapped[name] = mapped = !IsPlain(_nodes[name]) || _sources[name].Any(s => !IsRelay(s) && IsMapped(s));
        }
        return mapped;
    }

    private int[] Ticks(DelayNode node)
    {
        double dt = _dialect.TimeStep.ToDouble();
        double[] seconds = Values.Compact(Extents.PerNeuron(node.Delay, node.Shape!.Output));
        int[] ticks = new int[seconds.Length];
        bool warned = false;
        for (int i = 0; i < ticks.Length; i++)
        {
            double exact = seconds[i] / dt;
            if (!(exact <= LongestDelay))
            {
                _findings.Add(DiagnosticCatalog.DelayTooLong.At(node.Place, node.Name, seconds[i], LongestDelay));
                return [0];
            }
            ticks[i] = (int)Math.Round(exact, MidpointRounding.AwayFromZero);
            // Single precision holds a delay to 6e-8 of itself.
            if (!warned && Math.Abs(exact - ticks[i]) > 1e-6 * Math.Max(exact, 1))
            {
                _findings.Add(DiagnosticCatalog.DelayRounded.At(
                    node.Place, node.Name, seconds[i], exact, _dialect.TimeStep, ticks[i]));
                warned = true;
            }
        }
        return ticks.AsSpan().ContainsAnyExcept(ticks[0]) ? ticks : [ticks[0]];
    }
}
