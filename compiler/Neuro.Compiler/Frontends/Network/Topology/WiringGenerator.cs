using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network.Topology;

/// <summary>Makes wirings: the patterns of "connect" in network.json.</summary>
/// <param name="place">What diagnostics point at.</param>
/// <param name="name">The projection's name.</param>
/// <param name="from">Shape of the source.</param>
/// <param name="to">Shape of the target.</param>
/// <param name="recurrent">Whether source and target are one population.</param>
/// <param name="draws">Random numbers.</param>
internal sealed class WiringGenerator(
    JsonNode place, string name, ImmutableArray<int> from, ImmutableArray<int> to, bool recurrent, Draws draws)
{
    // Pairs of neurons that a pattern may look at: more would take minutes.
    private const long MostPairs = 1L << 30;

    private const long MostSynapses = 1L << 28;

    private readonly int _sources = Size(from);
    private readonly int _targets = Size(to);

    /// <summary>The wiring of a pattern: its name, or an object with its name and numbers.</summary>
    public Wiring Make(JsonNode connect)
    {
        string? pattern = connect.IsText ? connect.Text : connect.TextOf("pattern");
        // "Itself" is the neuron of the same number, between two populations too.
        bool self = (connect.IsText ? null : connect["self"]) is { } given ? given.IsTrue : pattern == "all_to_all" || !recurrent;
        switch (pattern)
        {
            case "all_to_all":
                return self ? Dense() : Sparse((i, j) => i != j);
            case "one_to_one":
                return _sources == _targets
                    ? new(_sources, _targets, WiringForm.OneToOne)
                    : throw Error($"one-to-one needs sizes that are equal, and they are {_sources} and {_targets}",
                        "use another pattern, or equal sizes");
            case "fixed_fan_in":
                return FanIn(connect["count"]!.Integer, self);
            case "random":
                double probability = connect["probability"]!.Number;
                return Sparse((i, j) => (self || i != j) && draws.Unit(i, j) < probability);
            case "distance":
                return ByDistance(connect, self);
            case "lateral":
                return Lateral(connect);
            default:
                return Modular(connect, self);
        }
    }

    /// <summary>The wiring of a list of pairs.</summary>
    public Wiring OfPairs(double[] sources, double[] targets)
    {
        if (sources.Length != targets.Length)
            throw Error($"there are {sources.Length} sources and {targets.Length} targets",
                "give as many of one as of the other");
        int[] i = Indices(sources, _sources, "source"), j = Indices(targets, _targets, "target");
        int[] order = [.. Enumerable.Range(0, i.Length).OrderBy(k => i[k]).ThenBy(k => j[k])];
        int[] rows = new int[_sources + 1];
        foreach (int k in i) rows[k + 1]++;
        for (int k = 0; k < _sources; k++) rows[k + 1] += rows[k];
        return new(_sources, _targets, WiringForm.Sparse) { Rows = rows, Columns = [.. order.Select(k => j[k])], Order = order };
    }

    /// <summary>The wiring of compressed sparse rows, as scipy.sparse.csr_matrix has them in indptr and indices.</summary>
    public Wiring OfRows(double[] pointers, double[] targets)
    {
        if (pointers.Length != _sources + 1 || pointers[0] != 0 || pointers[^1] != targets.Length)
            throw Error($"row pointers must be {_sources + 1} numbers from 0 to {targets.Length}", "write csr_matrix's indptr");
        double[] sources = new double[targets.Length];
        for (int i = 0; i < _sources; i++)
        {
            if (!(pointers[i + 1] >= pointers[i] && pointers[i + 1] <= targets.Length && double.IsInteger(pointers[i + 1])))
                throw Error($"row pointers do not ascend at {i + 1}", "write csr_matrix's indptr");
            for (int k = (int)pointers[i]; k < (int)pointers[i + 1]; k++) sources[k] = i;
        }
        return OfPairs(sources, targets);
    }

    /// <summary>Every source to every target.</summary>
    public Wiring Dense() => (long)_sources * _targets <= MostSynapses
        ? new(_sources, _targets, WiringForm.Dense)
        : throw TooMany((long)_sources * _targets);

    private int[] Indices(double[] values, int count, string what)
    {
        int[] indices = new int[values.Length];
        for (int k = 0; k < indices.Length; k++)
            indices[k] = double.IsInteger(values[k]) && values[k] >= 0 && values[k] < count
                ? (int)values[k]
                : throw Error(FormattableString.Invariant($"{what} {values[k]} of synapse {k} does not exist"),
                    $"{what}s are numbered from 0 to {count - 1}");
        return indices;
    }

    private Wiring Sparse(Func<int, int, bool> exists)
    {
        if ((long)_sources * _targets > MostPairs) throw TooMany((long)_sources * _targets);
        int[] rows = new int[_sources + 1];
        List<int> columns = [];
        for (int i = 0; i < _sources; i++)
        {
            for (int j = 0; j < _targets; j++)
                if (exists(i, j)) columns.Add(j);
            if (columns.Count > MostSynapses) throw TooMany(columns.Count);
            rows[i + 1] = columns.Count;
        }
        return new(_sources, _targets, WiringForm.Sparse) { Rows = rows, Columns = [.. columns] };
    }

    /// <summary>Exactly <paramref name="count"/> different sources for every target: R. Floyd's sampling (Bentley and Floyd,
    /// Communications of the ACM 30(9), 1987).</summary>
    private Wiring FanIn(int count, bool self)
    {
        int candidates = self ? _sources : _sources - 1;
        if (count > candidates)
            throw Error($"a fan-in of {count} needs more than {candidates} sources", "choose a smaller count");
        if ((long)count * _targets > MostSynapses) throw TooMany((long)count * _targets);
        List<int>[] byTarget = new List<int>[_targets];
        int[] rows = new int[_sources + 1];
        for (int j = 0; j < _targets; j++)
        {
            HashSet<int> chosen = [];
            for (int top = candidates - count; top < candidates; top++)
            {
                int pick = draws.Below(j, top, top + 1);
                if (!chosen.Add(pick)) chosen.Add(top);
            }
            // Sources from the neuron's own number on move up by one, so that it is never among them.
            byTarget[j] = [.. chosen.Select(i => !self && i >= j ? i + 1 : i)];
            foreach (int i in byTarget[j]) rows[i + 1]++;
        }
        for (int i = 0; i < _sources; i++) rows[i + 1] += rows[i];
        int[] columns = new int[rows[^1]], next = rows[..^1];
        for (int j = 0; j < _targets; j++)
            foreach (int i in byTarget[j]) columns[next[i]++] = j;
        return new(_sources, _targets, WiringForm.Sparse) { Rows = rows, Columns = columns };
    }

    /// <summary>
    /// A synapse with probability p · f(d / length), d the distance of the neurons when both populations fill the unit square
    /// (last two extents of the shape; a line where there is one).
    /// </summary>
    private Wiring ByDistance(JsonNode connect, bool self)
    {
        double most = connect.NumberOf("probability", 1), length = connect["length"]!.Number;
        string profile = connect.TextOf("profile", "gaussian")!;
        bool wrap = connect.IsSet("wrap");
        (double X, double Y)[] a = Places(from), b = Places(to);
        return Sparse((i, j) =>
        {
            if (!self && i == j) return false;
            double dx = Math.Abs(a[i].X - b[j].X), dy = Math.Abs(a[i].Y - b[j].Y);
            if (wrap) (dx, dy) = (Math.Min(dx, 1 - dx), Math.Min(dy, 1 - dy));
            double d = Math.Sqrt(dx * dx + dy * dy) / length;
            double p = profile switch
            {
                "gaussian" => Math.Exp(-d * d / 2),
                "exponential" => Math.Exp(-d),
                _ => d <= 1 ? 1 : 0,
            };
            return draws.Unit(i, j) < most * p;
        });
    }

    /// <summary>All other neurons of the population, or those within a radius in neurons of its grid.</summary>
    private Wiring Lateral(JsonNode connect)
    {
        if (_sources != _targets) throw Error("lateral synapses are within a population", "let from and to be one population");
        double radius = connect.IsText ? double.PositiveInfinity : connect.NumberOf("radius", double.PositiveInfinity);
        int width = from[^1], height = from.Length > 1 ? from[^2] : 1;
        return Sparse((i, j) =>
        {
            if (i == j) return false;
            double dx = i % width - j % width, dy = i / width % height - j / width % height;
            return dx * dx + dy * dy <= radius * radius;
        });
    }

    /// <summary>Blocks of neighbouring neurons that are connected densely inside and sparsely between.</summary>
    private Wiring Modular(JsonNode connect, bool self)
    {
        int modules = connect["modules"]!.Integer;
        double inside = connect["inside"]!.Number, between = connect.NumberOf("between", 0);
        return Sparse((i, j) => (self || i != j) && draws.Unit(i, j)
            < ((long)i * modules / _sources == (long)j * modules / _targets ? inside : between));
    }

    private static (double X, double Y)[] Places(ImmutableArray<int> shape)
    {
        int width = shape[^1], height = shape.Length > 1 ? shape[^2] : 1;
        return [.. Enumerable.Range(0, Size(shape)).Select(i =>
            ((i % width + 0.5) / width, height > 1 ? (i / width % height + 0.5) / height : 0.5))];
    }

    private static int Size(ImmutableArray<int> shape) => shape.Aggregate(1, (product, extent) => checked(product * extent));

    private DiagnosticException Error(string what, string hint) =>
        new(DiagnosticCatalog.NetworkConnection.At(place.Place, name, what, hint));

    private DiagnosticException TooMany(long count) =>
        new(DiagnosticCatalog.NetworkTooLarge.At(place.Place, $"projection '{name}'", count, MostSynapses));
}
