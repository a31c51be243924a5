using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Verification;

/// <summary>
/// Reads what <see cref="GoldenWriter"/> writes, and goldens that other tools made: counts [sample, neuron...] or dense spikes
/// [sample, tick, neuron...], under the names counts/POPULATION and spikes/POPULATION, or plain counts and spikes where the
/// program has one output. Samples are then numbered from 0 unless an array samples says otherwise.
/// </summary>
public sealed class GoldenReader
{
    // Every sample of a train has an offset per tick; no golden that a person would keep comes near this many.
    private const long MostOffsets = 1 << 25;

    // The arrays of an event list; the first stands for all of them.
    private static readonly string[] EventColumns = ["t", "i", "payload", "offsets", "shape", "num_ticks"];

    private readonly string _path;
    private readonly SpikeProgram _program;
    private readonly NpzFile _file;
    private readonly Dictionary<string, SpikeTrain[]> _spikes = [];
    private readonly Dictionary<string, SpikeTrain[]> _inputs = [];
    private readonly Dictionary<string, long[]> _counts = [];
    private readonly Dictionary<(string Population, string State), int[]> _states = [];
    private int? _ticks;
    private int[]? _samples;

    private GoldenReader(string path, SpikeProgram program, NpzFile file) => (_path, _program, _file) = (path, program, file);

    /// <summary>Reads the golden at <paramref name="path"/>, whose populations are those of <paramref name="program"/>.</summary>
    /// <exception cref="DataException">The file is not an npz.</exception>
    /// <exception cref="DiagnosticException">It is not a golden of this program.</exception>
    public static Golden Read(string path, SpikeProgram program)
    {
        using NpzFile file = NpzFile.Open(path);
        return new GoldenReader(path, program, file).Read();
    }

    private Golden Read()
    {
        if (Scalar("golden_version") is > GoldenWriter.Version and int version)
            throw Error($"its golden_version is {version}; this program reads {GoldenWriter.Version}");
        _ticks = Scalar("ticks");
        if (_ticks < 0)
            throw Error($"'ticks' is {_ticks}");
        _samples = _file.Find("samples") is { } samples ? Vector("samples", samples) : null;
        foreach (string name in _file.Names)
            ReadPart(name);
        if (_spikes.Count + _counts.Count + _states.Count == 0)
            throw Error("it holds neither counts nor spikes nor states");
        return new()
        {
            ProgramDigest = Digest("program_digest"),
            InputDigest = Digest("input_digest"),
            Inputs = _inputs.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Trace = new()
            {
                Samples = [.. _samples!],
                Ticks = _ticks ?? 0,
                Spikes = _spikes.ToImmutableSortedDictionary(StringComparer.Ordinal),
                Counts = _counts.ToImmutableSortedDictionary(StringComparer.Ordinal),
                States = _states.ToImmutableSortedDictionary(),
            },
        };
    }

    private void ReadPart(string name)
    {
        string kind = name.Split('/')[0];
        string rest = name.Length > kind.Length ? name[(kind.Length + 1)..] : "";
        int slash = rest.LastIndexOf('/');
        switch (kind)
        {
            case "counts":
                Population counted = PopulationOf(name, rest);
                _counts[counted.Name] = [.. Shaped(name, counted.Size, ticks: false).ToInt32().Select(c => (long)c)];
                break;
            case "spikes" or "inputs" when slash > 0 && EventColumns.Contains(rest[(slash + 1)..]):
                if (rest[(slash + 1)..] == EventColumns[0])
                    ReadEvents(kind == "inputs" ? _inputs : _spikes, name, PopulationOf(name, rest[..slash]));
                break;
            case "spikes":
                Population spiking = PopulationOf(name, rest);
                _spikes[spiking.Name] = FromDense(Shaped(name, spiking.Size, ticks: true), spiking.Size);
                break;
            case "states" when slash > 0:
                Population stateful = PopulationOf(name, rest[..slash]);
                string state = rest[(slash + 1)..];
                if (stateful.Neuron is not { } neuron || !_program.Neuron(neuron).States.Any(s => s.Name == state))
                    throw Error($"array '{name}': population '{stateful.Name}' has no state '{state}'");
                _states[(stateful.Name, state)] = Shaped(name, stateful.Size, ticks: true).ToInt32();
                break;
        }
    }

    private void ReadEvents(Dictionary<string, SpikeTrain[]> parts, string name, Population population)
    {
        if (_ticks is not { } ticks || _samples is not { } samples)
            throw Error($"array '{name}' lists events, but 'ticks' and 'samples' are missing");
        if ((long)samples.Length * (ticks + 1L) > MostOffsets)
            throw Error($"{samples.Length} samples of {ticks} ticks are too many");
        SpikeDataset data = EventArrays.Read(
            _file, name[..^1], inOrder: _program.Firing == Firing.Event && !population.IsInput);
        if (data.Neurons != population.Size || data.Count != samples.Length)
            throw Error($"array '{name}': {data.Count} samples of {data.Neurons} neurons; expected {samples.Length} of " +
                $"{population.Size}");
        parts[population.Name] = [.. Enumerable.Range(0, data.Count).Select(i => data[i].WithTicks(ticks))];
    }

    private SpikeTrain[] FromDense(NpyArray array, int neurons)
    {
        int[] values = array.ToInt32();
        int perSample = _ticks!.Value * neurons;
        return [.. Enumerable.Range(0, _samples!.Length).Select(s =>
            SpikeTrain.FromDense(values.AsSpan(s * perSample, perSample), _ticks.Value, neurons))];
    }

    // [sample, neuron...] or [sample, tick, neuron...]; trailing axes are the population's shape. The first such array says how
    // many samples and ticks there are where the file does not.
    private NpyArray Shaped(string name, int neurons, bool ticks)
    {
        NpyArray array = _file.Read(name);
        int leading = ticks ? 2 : 1;
        long trailing = array.Shape.Skip(leading).Aggregate(1L, (product, extent) => product * extent);
        if (!array.Type.IsInteger || array.Shape.Length <= leading || trailing != neurons)
            throw Error($"array '{name}' is {array.Type} {Shape(array)}; expected integers " +
                $"[{(ticks ? "sample, tick, " : "sample, ")}{neurons}]");
        _samples ??= [.. Enumerable.Range(0, array.Shape[0])];
        if (ticks)
            _ticks ??= array.Shape[1];
        if (array.Shape[0] != _samples.Length || (ticks && array.Shape[1] != _ticks))
            throw Error($"array '{name}' has shape {Shape(array)}, but there are {_samples.Length} " +
                $"samples{(ticks ? $" of {_ticks} ticks" : "")}");
        return array;
    }

    private Population PopulationOf(string name, string population)
    {
        if (population.Length == 0)
        {
            return _program.Outputs.Length == 1
                ? _program.Population(_program.Outputs[0])
                : throw Error($"array '{name}' does not say of which output it is; name it {name}/POPULATION, for " +
                    $"{string.Join(" or ", _program.Outputs)}");
        }
        return _program.Populations.FirstOrDefault(p => p.Name == population)
            ?? throw Error($"array '{name}': the program has no population '{population}'");
    }

    private int? Scalar(string name)
    {
        if (_file.Find(name) is not { } array) return null;
        return Vector(name, array) is [int value] ? value : throw Error($"'{name}' is not one number");
    }

    private int[] Vector(string name, NpyArray array) =>
        array.Type.IsInteger && array.Shape.Length <= 1
            ? array.ToInt32()
            : throw Error($"array '{name}' is {array.Type} {Shape(array)}, not a list of integers");

    private string? Digest(string name) => _file.Find(name) is { } array
        ? Vector(name, array) is { Length: 32 } bytes && bytes.All(b => b is >= 0 and < 256)
            ? Convert.ToHexStringLower([.. bytes.Select(b => (byte)b)])
            : throw Error($"'{name}' is not 32 bytes")
        : null;

    private static string Shape(NpyArray array) => $"[{string.Join(", ", array.Shape)}]";

    private DiagnosticException Error(string problem) => new(DiagnosticCatalog.GoldenInError.At(null, _path, problem));
}
