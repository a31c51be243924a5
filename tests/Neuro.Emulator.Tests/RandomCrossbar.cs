using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests;

/// <summary>
/// Programs of one random read: cut into tiles at random, with planes, channels and noise up to the verifier's bounds.
/// </summary>
internal sealed class RandomCrossbar
{
    private static readonly (int Minimum, int Maximum)[] Payloads = [(0, 1), (-1, 1), (0, 255), (-255, 255), (-70000, 90000)];

    private readonly Random _random;
    private readonly List<IrArray> _arrays = [];
    private readonly (int Minimum, int Maximum) _payload;
    private SpikeProgram _program;
    private CrossbarMatrix _matrix;

    private RandomCrossbar(int seed, Connectivity connectivity, int sources, int targets)
    {
        _random = new(seed);
        _payload = _random.GetItems(Payloads, 1)[0];
        Population input = Tiny.Input("input", sources) with
        {
            PayloadMinimum = _payload.Minimum,
            PayloadMaximum = _payload.Maximum,
        };
        Projection projection = Tiny.Projection("input", "relays", connectivity, 1) with
        {
            Delay = _random.Next(3),
            Multiplier = _random.Next(-9, 9),
            Shift = _random.Next(3),
        };
        _program = Tiny.Program([input, Tiny.Relays("relays", 1, targets)], [projection], neuron: Tiny.Relay(64));
        _matrix = new(_program, projection);
    }

    /// <summary>Program number <paramref name="seed"/> that reads <paramref name="connectivity"/>.</summary>
    public static SpikeProgram Generate(int seed, Connectivity connectivity, int sources, int targets) =>
        new RandomCrossbar(seed, connectivity, sources, targets).Build();

    /// <summary>Random events: slots are silent, sparse or busy.</summary>
    public static InputBatch Input(SpikeProgram program, int seed, int slots, int ticks)
    {
        Population input = program.Populations.Single(p => p.IsInput);
        return new(input.Name, [.. Enumerable.Range(0, slots).Select(slot =>
        {
            Random random = new(seed * 101 + slot);
            SpikeTrainBuilder train = new(input.Size, ticks);
            for (int tick = 0; tick < ticks; tick++)
            {
                double rate = random.GetItems([0, 0.02, 0.1, 0.5, 1], 1)[0];
                for (int neuron = 0; neuron < input.Size; neuron++)
                {
                    int payload = random.NextDouble() < rate ? Extreme(random, input.PayloadMinimum, input.PayloadMaximum) : 0;
                    if (payload != 0)
                        train.Add(neuron, payload);
                }
                train.EndTick();
            }
            return train.Build();
        })]);
    }

    private SpikeProgram Build()
    {
        ImmutableArray<InputPlane> planes = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Plane())];
        int largest = planes.Max(p => Math.Max(p.Maximum, -p.Minimum));
        List<CrossbarTile> tiles = [];
        for (int group = 0; group < _matrix.Groups; group++)
        {
            foreach ((int row, int rows) in Cut(_matrix.Rows))
            {
                foreach ((int output, int outputs) in Cut(_matrix.Outputs))
                    tiles.Add(Tile($"tile{tiles.Count}", group, row, rows, output, outputs, largest));
            }
        }
        CrossbarRead read = new() { Planes = planes, Tiles = [.. tiles], FractionBits = _random.Next(33) };
        return _program with { Arrays = [.. _arrays], Projections = [_program.Projections[0] with { Read = read }] };
    }

    private InputPlane Plane()
    {
        int shift = _random.Next(0, 9);
        long weight = (_random.Next(4) == 0 ? -1L : 1L) << shift;
        return _random.Next(2) == 0
            ? new(true, shift, 0, (1 << _random.Next(1, 9)) - 1, weight)
            : new(false, shift, _random.Next(-255, 1), _random.Next(1, 256), weight);
    }

    private CrossbarTile Tile(string name, int group, int row, int rows, int output, int outputs, int largest)
    {
        // As many channels as outputs, in order, or more of them anyhow.
        int channels = _random.Next(2) == 0 ? outputs : outputs + _random.Next(outputs + 2);
        int[] output0 = [.. Enumerable.Range(0, channels)
            .Select(c => channels == outputs ? c : _random.Next(8) == 0 ? -1 : _random.Next(outputs))];
        int conductance = (int)Math.Min(short.MaxValue, (1L << 30) / (largest * rows));
        int variance = (int)(int.MaxValue / ((long)largest * largest * rows));
        bool noise = _random.Next(2) == 0;
        int[] codes = [Extreme(_random, -1 << 20, 1 << 20), Extreme(_random, -1 << 20, 1 << 20)];
        return new()
        {
            Group = group,
            FirstRow = row,
            Rows = rows,
            FirstOutput = output,
            Outputs = outputs,
            Conductance = Array($"{name}.g", 16, [rows, channels], -conductance, conductance),
            Variance = noise ? Array($"{name}.variance", 32, [rows, channels], 0, variance) : null,
            NoiseShift = _random.Next(9, 25),
            Output = Array($"{name}.output", output0),
            Coefficient = Value($"{name}.coefficient", channels, -200, 200),
            Gain = Value($"{name}.gain", channels, 1, _random.Next(2) == 0 ? 100 : int.MaxValue),
            GainShift = _random.Next(40),
            Offset = Value($"{name}.offset", channels, -1000, 1000),
            Rounding = _random.Next(2) == 0 ? Rounding.Floor : Rounding.Nearest,
            MinimumCode = codes.Min(),
            MaximumCode = codes.Max(),
            InputCoefficient = _random.Next(2) == 0 ? 0 : _random.Next(-1 << 20, 1 << 20),
            CellsPerRow = channels + _random.Next(3),
        };
    }

    private IEnumerable<(int First, int Count)> Cut(int length)
    {
        int piece = _random.Next(3) == 0 ? length : _random.Next(1, length + 1);
        for (int first = 0; first < length; first += piece)
            yield return (first, Math.Min(piece, length - first));
    }

    private IrValue Value(string name, int channels, int minimum, int maximum) => _random.Next(2) == 0
        ? Extreme(_random, minimum, maximum)
        : Array(name, [.. Enumerable.Range(0, channels).Select(_ => Extreme(_random, minimum, maximum))]);

    private IrValue Array(string name, int[] values)
    {
        _arrays.Add(IrArray.Create(name, [values.Length], 32, signed: true, values));
        return IrValue.FromArray(name);
    }

    private string Array(string name, int bits, ImmutableArray<int> shape, int minimum, int maximum)
    {
        // All at their largest, now and then.
        bool extreme = _random.Next(6) == 0;
        int[] values = [.. Enumerable.Range(0, shape[0] * shape[1])
            .Select(_ => extreme ? maximum : Extreme(_random, minimum, maximum))];
        _arrays.Add(IrArray.Create(name, shape, bits, signed: true, values));
        return name;
    }

    private static int Extreme(Random random, int minimum, int maximum) => random.Next(8) switch
    {
        0 => minimum,
        1 => maximum,
        _ => (int)random.NextInt64(minimum, maximum + 1L),
    };
}
