using System.Collections.Immutable;
using System.Globalization;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Studies.Grids;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Studies;

/// <summary>
/// What the points of a grid are: their quantities are <c>device</c>, <c>array</c>, <c>seed</c>, <c>instance</c>, and every path
/// of <see cref="SpecificationOverrides"/>.
/// </summary>
internal sealed class Variation
{
    private const string Device = "device";
    private const string Array = "array";
    private const string Seed = "seed";
    private const string Instance = "instance";

    private readonly ImmutableArray<Axis> _axes;
    private readonly Dictionary<(string? Device, string? Array), BindOptions> _bases = [];
    private readonly ulong _seed;
    private readonly int _instances;

    private Variation(ImmutableArray<Axis> axes, ulong seed, int instances) =>
        (_axes, _seed, _instances) = (axes, seed, instances);

    /// <summary>The points that <paramref name="axes"/> span.</summary>
    /// <param name="axes">The quantities.</param>
    /// <param name="seed">The program's own seed.</param>
    /// <param name="instances">Chips of every point, unless they are varied.</param>
    /// <param name="resolve">Device, array and conditions, with the device and array of these names in place of those of the
    /// command line; null for digital weights.</param>
    /// <exception cref="DiagnosticException">A quantity is unknown or has a value that it cannot have; every one is
    /// in it.</exception>
    public static Variation Of(
        ImmutableArray<Axis> axes, ulong seed, int instances, Func<string?, string?, BindOptions?> resolve)
    {
        Variation variation = new(axes, seed, instances);
        HashSet<Diagnostic> wrong = [.. axes.GroupBy(a => a.Path).Where(g => g.Count() > 1)
            .Select(g => Wrong($"'{g.Key}' is varied twice", "give all of its values at once"))];
        foreach (string? device in variation.ValuesOf(Device))
        {
            foreach (string? array in variation.ValuesOf(Array))
                variation.AddBase(device, array, resolve, wrong);
        }
        foreach (Axis axis in axes)
            variation.Check(axis, wrong);
        return wrong.Count == 0 ? variation : throw new DiagnosticException([.. wrong]);
    }

    /// <summary>The specification of a point.</summary>
    /// <exception cref="DiagnosticException">Its values do not go together.</exception>
    public PointSpecification this[GridPoint point]
    {
        get
        {
            string? ValueOf(string path) => _axes.IndexOf(_axes.FirstOrDefault(a => a.Path == path)!) is >= 0 and int at
                ? point.Values[at]
                : null;
            BindOptions? binding = null;
            if (_bases.TryGetValue((ValueOf(Device), ValueOf(Array)), out BindOptions? found))
            {
                SpecificationOverrides changes = new([.. _axes.Zip(point.Values)
                    .Where(v => !IsOwn(v.First.Path)).Select(v => (v.First.Path, v.Second))]);
                binding = changes.Apply(found);
            }
            return new(
                binding,
                ValueOf(Seed) is { } seed ? ulong.Parse(seed, CultureInfo.InvariantCulture) : _seed,
                ValueOf(Instance) is { } chip
                    ? [int.Parse(chip, CultureInfo.InvariantCulture)] : [.. Enumerable.Range(0, _instances)]);
        }
    }

    /// <summary>Device, array and conditions of the points before their members are changed; empty for digital weights.</summary>
    public IEnumerable<BindOptions> Bases => _bases.Values;

    /// <summary>A warning for each condition, varied or not, that a device has no model of.</summary>
    public IEnumerable<Diagnostic> WithoutEffect()
    {
        bool Varies(string path) => _axes.Any(a => a.Path == path);
        return Bases.SelectMany(b => Bind.WithoutEffect(b with
        {
            Temperature = Varies("temperature") ? double.MaxValue : b.Temperature,
            DriftCompensation = b.DriftCompensation || Varies("drift_compensation"),
        })).Distinct();
    }

    private static bool IsOwn(string path) => path is Device or Array or Seed or Instance;

    private static Diagnostic Wrong(string what, string hint) => DiagnosticCatalog.VariationInError.At(null, what, hint);

    private IEnumerable<string?> ValuesOf(string path) =>
        _axes.FirstOrDefault(a => a.Path == path) is { } axis ? axis.Values : new string?[] { null };

    private void AddBase(string? device, string? array, Func<string?, string?, BindOptions?> resolve, HashSet<Diagnostic> wrong)
    {
        try
        {
            if (resolve(device, array) is { } options)
                _bases[(device, array)] = options;
        }
        catch (DiagnosticException e)
        {
            wrong.UnionWith(e.Diagnostics);
        }
    }

    private void Check(Axis axis, HashSet<Diagnostic> wrong)
    {
        foreach (string value in axis.Values)
        {
            if (axis.Path == Seed && !ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                wrong.Add(Wrong($"'{value}' is no seed", "seeds are whole numbers from 0"));
            if (axis.Path == Instance && !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                wrong.Add(Wrong($"'{value}' is no chip", "chips are whole numbers from 0"));
        }
        if (axis.Path == Instance && _instances > 1)
            wrong.Add(Wrong("chips are varied, and --instances asks for several at each point", "leave one of them out"));
        if (axis.Path == Seed)
            return;
        if (_bases.Count == 0)
        {
            if (wrong.Count == 0)
                wrong.Add(Wrong(
                    $"'{axis.Path}' is nothing that a program with digital weights has", "give --device and --array too"));
            return;
        }
        if (!IsOwn(axis.Path))
            CheckMember(axis, wrong);
    }

    // Each value by itself, on every device and array; values that do not go together show at their point.
    private void CheckMember(Axis axis, HashSet<Diagnostic> wrong)
    {
        foreach (BindOptions options in _bases.Values)
        {
            foreach (string value in axis.Values)
            {
                try
                {
                    new SpecificationOverrides([(axis.Path, value)]).Apply(options);
                }
                catch (DiagnosticException e)
                {
                    wrong.UnionWith(e.Diagnostics);
                }
            }
        }
    }
}
