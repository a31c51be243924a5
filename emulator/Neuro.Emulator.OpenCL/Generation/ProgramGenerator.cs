using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>
/// Writes the OpenCL C of a program. A tick is a row of steps: external events; for each phase reads of crossbars, deliveries,
/// reductions and neurons; what is recorded. Where one work-item has a slot for itself the steps of all ticks stand in one
/// kernel.
/// </summary>
internal sealed class ProgramGenerator
{
    private const string Barrier = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);\n";

    private const string Record =
        "record_tick(record, slot * ticks + t, slot, s, b, recorded8, recorded32, counts64, lane, lanes);\n";

    private readonly SpikeProgram _program;
    private readonly ProgramAnalysis _analysis;
    private readonly ExecutionStyle _style;
    private readonly ConstantPool _constants = new();
    private readonly SlotLayout _slot = new();
    private readonly ImmutableArray<PopulationLayout> _populations;
    private readonly DeliverySource _deliveries;
    private readonly CrossbarSource _crossbars;
    private readonly ReductionSource _reductions;
    private LearningSource? _learning;

    private ProgramGenerator(SpikeProgram program, ProgramAnalysis analysis, ExecutionStyle style)
    {
        (_program, _analysis, _style) = (program, analysis, style);
        _populations = [.. program.Populations.Select((p, ordinal) =>
            new PopulationLayout(program, ordinal, analysis.Payload(p.Name), style.Shared ? 1 : style.Lanes))];
        _deliveries = new(program, _constants, style);
        _crossbars = new(program, _constants, _slot, style);
        _reductions = new(program, _constants, style);
    }

    /// <summary>The device's form of <paramref name="program"/>, which has passed the verifier.</summary>
    public static DeviceProgram Generate(SpikeProgram program, ProgramAnalysis analysis, ExecutionStyle style) =>
        new ProgramGenerator(program, analysis, style).Generate();

    private DeviceProgram Generate()
    {
        foreach (PopulationLayout population in _populations)
            population.PlaceInitial(_slot);
        Projection[] crossbars = [.. _program.Projections.Where(p => p.Read is not null)];
        CrossbarPlaces[] places = Array.ConvertAll(crossbars, _crossbars.Place);
        foreach (PopulationLayout population in _populations)
            population.PlaceRaster(_slot);
        foreach (PopulationLayout population in _populations)
            population.PlaceLists(_slot);
        // Only now is it known where events lie.
        _learning = new(_program, _analysis, _constants, _slot, _style, _populations);
        Dictionary<string, CrossbarSteps> reads = crossbars.Zip(places).ToDictionary(
            r => r.First.Name, r => _crossbars.Read(r.First, r.Second, Find(r.First.Source), Find(r.First.Target)));
        long counters = _slot.AddLongs((_style.Shared ? 1 : _style.Lanes) * DeviceProgram.CounterCount);
        string initial = _constants.Add(_slot.Initial()).Pointer;
        List<string> steps = [.. Steps(reads)];
        string reset = $"reset_slot({initial}, s, l, lane, lanes);\n";
        (string kernels, ImmutableArray<string> names) = _style.Staged ? Staged(steps, reset) : Whole(steps, reset);
        return new()
        {
            Program = _program,
            Style = _style,
            Source = Header(counters) + kernels,
            Kernels = names,
            EndsSamples = _learning.SampleEnd.Count > 0,
            Plastic = _learning.Plastic,
            Constants = _constants,
            Slot = _slot,
            Populations = _populations,
            Counters = counters,
        };
    }

    private static string BitNumbers(int bits)
    {
        ulong numbers = 0;
        for (int shift = 0; bits != 0; bits &= bits - 1, shift += 8)
            numbers |= (ulong)BitOperations.TrailingZeroCount(bits) << shift;
        return $"0x{numbers:x}";
    }

    private string Header(long counters)
    {
        bool reads = _crossbars.Functions.Any();
        IEnumerable<string> functions = _deliveries.Functions.Concat(_crossbars.Functions).Concat(_reductions.Functions)
            .Concat(_learning!.Functions).Distinct();
        StringBuilder text = new();
        text.Append(Resource.Text("arithmetic"));
        text.Append(Resource.Text("philox"));
        text.Append(_style.Shared
            ? Resource.Text("parallel")
            : Resource.Text("sequential", ("BIT_NUMBERS", string.Join(", ", Enumerable.Range(0, 256).Select(BitNumbers)))));
        text.Append($"#define INTS {C.Long(_slot.Ints)}\n#define LONGS {C.Long(_slot.Longs)}\n");
        text.Append($"#define BYTES {C.Long(_slot.Bytes)}\n#define INITIAL {C.Long(_slot.InitialInts)}\n");
        text.Append($"#define COUNTERS {C.Long(counters)}{(_style.Shared ? "" : $" + lane * {DeviceProgram.CounterCount}")}\n");
        text.Append($"#define KEY1 {(uint)(_program.Seed >> 32)}u\n");
        text.Append(Resource.Text("slot"));
        if (reads)
            text.Append(Resource.Text("crossbar"));
        foreach (string function in functions)
            text.Append(function);
        return text.ToString();
    }

    private IEnumerable<string> Steps(Dictionary<string, CrossbarSteps> reads)
    {
        PopulationLayout[] inputs = [.. _populations.Where(p => p.Definition.IsInput)];
        if (inputs.Length > 0)
            yield return string.Concat(inputs.Select(Place));
        foreach (IGrouping<int, PopulationLayout> phase in _populations.Where(p => !p.Definition.IsInput)
            .GroupBy(p => p.Definition.Phase).OrderBy(g => g.Key))
        {
            PopulationLayout[] members = [.. phase];
            IEnumerable<string> steps = _style.Shared ? SharedPhase(members, reads) : OwnedPhase(members, reads);
            foreach (string step in steps)
                yield return step;
        }
        foreach (string step in _learning!.Tick)
            yield return $"{{\n{step}}}\n";
    }

    // Whoever owns a neuron adds to its sums and steps it: nobody needs to wait in between. Reads add to anybody's.
    private IEnumerable<string> OwnedPhase(PopulationLayout[] members, Dictionary<string, CrossbarSteps> reads)
    {
        List<string> text = [];
        foreach ((Projection projection, PopulationLayout target) in Incoming(members))
        {
            if (reads.TryGetValue(projection.Name, out CrossbarSteps? read))
                yield return read.Read;
            else
                text.AddRange(Deliver(projection, target));
        }
        text.AddRange(members.SelectMany(m => _reductions.Reduce(m, Find)));
        // A group's states may be anybody's: none of them steps before all are read.
        if (_style.Lanes > 1 && members.Any(_reductions.ReadsItsPhase))
        {
            yield return string.Concat(text);
            text.Clear();
        }
        yield return string.Concat(text) + string.Concat(members.Select(OwnedStep));
    }

    private IEnumerable<string> SharedPhase(PopulationLayout[] members, Dictionary<string, CrossbarSteps> reads)
    {
        List<string> place = [], read = [], deliver = [];
        foreach (PopulationLayout member in members)
            deliver.Add($"if (lane == 0) s[{C.Long(member.Counts)} + tick % {member.Ring}] = 0;\n");
        foreach ((Projection projection, PopulationLayout target) in Incoming(members))
        {
            if (reads.TryGetValue(projection.Name, out CrossbarSteps? steps))
            {
                place.Add(steps.Place);
                read.Add(steps.Read);
                deliver.Add(steps.Deliver);
            }
            else
            {
                deliver.AddRange(Deliver(projection, target));
            }
        }
        deliver.AddRange(members.SelectMany(m => _reductions.Reduce(m, Find)));
        if (read.Count > 0)
        {
            yield return string.Concat(place);
            yield return string.Concat(read);
        }
        yield return string.Concat(deliver);
        yield return string.Concat(members.Select(SharedStep));
    }

    private IEnumerable<(Projection Projection, PopulationLayout Target)> Incoming(PopulationLayout[] members) =>
        members.SelectMany(m => _program.Projections.Where(p => p.Target == m.Definition.Name), (m, p) => (p, m));

    private IEnumerable<string> Deliver(Projection projection, PopulationLayout target) => _deliveries.Deliver(
        projection, Find(projection.Source), target,
        _learning!.Plastic.FirstOrDefault(p => ReferenceEquals(p.Definition, projection))?.Pointer("weight"));

    private string Place(PopulationLayout input, int number)
    {
        int inputs = _populations.Count(p => p.Definition.IsInput);
        return $"place_input(input, slot * {inputs} + {number}, ticks, t, {(input.UnitPayloads ? 0 : 1)}, "
            + $"{DeliverySource.Events(input, 0)}, lane, lanes);\n";
    }

    private string OwnedStep(PopulationLayout p)
    {
        NeuronSource neuron = new(p, _analysis, _constants);
        string raster = C.Long(p.Raster);
        string emit = neuron.Emitted is not { } e ? ""
            : p.UnitPayloads ? $"b[{raster} + n] = v{e} != 0;\n" : $"s[{raster} + n] = v{e};\n";
        string text = $"{{ const int from = {DeliverySource.Start(p)}, to = {DeliverySource.End(p)};\nINDEPENDENT\n"
            + $"for (int n = from; n < to; n++) {{\n{neuron.Body()}{emit}}}\n";
        if (neuron.Emitted is null)
            return text + "}\n";
        text += $"spikes += list_{(p.UnitPayloads ? "bytes" : "ints")}({(p.UnitPayloads ? 'b' : 's')} + {raster}, from, to, "
            + $"{DeliverySource.Events(p, 0)}, lane); }}\n";
        return text;
    }

    private string SharedStep(PopulationLayout p)
    {
        NeuronSource neuron = new(p, _analysis, _constants);
        string raster = C.Long(p.Raster);
        string emit = neuron.Emitted is not { } e ? ""
            : $"if (v{e} != 0) {{ append({DeliverySource.Events(p, 0)}, {(p.UnitPayloads ? 0 : 1)}, n, v{e}); spikes++; }}\n"
            + (p.UnitPayloads ? $"b[{raster} + n] = v{e} != 0;\n" : $"s[{raster} + n] = v{e};\n");
        return $"for (int n = lane; n < {p.Size}; n += lanes) {{\n{neuron.Body()}{emit}}}\n";
    }

    private (string Text, ImmutableArray<string> Names) Whole(List<string> steps, string reset)
    {
        string name = "ticks_of_slot";
        StringBuilder text = new();
        text.Append($"__kernel __attribute__((reqd_work_group_size({_style.GroupSize}, 1, 1)))\nvoid {name}(ARGUMENTS) {{\n");
        text.Append(_style.Shared
            ? "const long slot = get_group_id(0);\nconst int lane = get_local_id(0), lanes = get_local_size(0);\n"
            : "const long slot = get_global_id(0);\nconst int lane = 0, lanes = 1;\n");
        text.Append("SLOT\n");
        text.Append(_style.Shared ? $"{LocalSums("lane")}{Barrier}" : "");
        text.Append($"if (at == {DeviceProgram.Reset}) {reset}");
        if (_learning!.SampleEnd.Count > 0)
        {
            text.Append($"if (at == {DeviceProgram.SampleEnd}) {{\nconst int tick = first;\n{Counted}");
            Append(_learning.SampleEnd.Select(step => $"{{\n{step}}}\n"));
            text.Append("}\n");
        }
        text.Append($"for (int t = 0; t < ticks; t++) {{\nconst int tick = first + t;\n{Counted}");
        Append([.. steps, Record]);
        return (text.Append("}\n}\n").ToString(), [name]);

        void Append(IEnumerable<string> parts)
        {
            foreach (string part in parts)
                text.Append(_style.Shared ? part + Barrier : part);
            text.Append(Count());
        }
    }

    private (string Text, ImmutableArray<string> Names) Staged(List<string> steps, string reset)
    {
        StringBuilder text = new();
        List<string> end = _learning!.SampleEnd;
        string[] names = [.. steps.Select((_, i) => $"step{i}"), "record", .. end.Select((_, i) => $"end{i}"), "reset"];
        foreach ((string name, string step) in names.Zip([.. steps, Record, .. end, reset]))
        {
            text.Append($"__kernel __attribute__((reqd_work_group_size({_style.GroupSize}, 1, 1)))\nvoid {name}(ARGUMENTS) {{\n");
            text.Append("const long slot = get_global_id(1);\nconst int lane = get_global_id(0), lanes = get_global_size(0);\n");
            text.Append($"const int t = at, tick = first + at;\nSLOT\n{Counted}");
            text.Append(_style.Shared ? $"{LocalSums("get_local_id(0)")}{Barrier}" : "");
            text.Append(step);
            text.Append(name == "reset" ? "" : Count());
            text.Append("}\n");
        }
        return (text.ToString(), [.. names]);
    }

    // What a work-item counts by itself, and the counter that it is added to.
    private (string Variable, int Counter)[] Counters => _learning!.Plastic.IsEmpty
        ? [("spikes", 0), ("synapses", 1)]
        : [("spikes", 0), ("synapses", 1), ("updates", 7), ("pulses", 8), ("refreshes", 9)];

    private string Counted => $"ulong {string.Join(", ", Counters.Select(c => $"{c.Variable} = 0"))};\n";

    private string LocalSums(string lane) =>
        $"__local uint sums[{Counters.Length}];\nif ({lane} < {Counters.Length}) sums[{lane}] = 0;\n";

    // Those who share a slot add within their group first, which then adds once.
    private string Count()
    {
        if (!_style.Shared)
            return string.Concat(Counters.Select(c => $"counters[{c.Counter}] += {c.Variable};\n"));
        IEnumerable<string> added = Counters.Select(
            (c, i) => $"if ({c.Variable} > 0) atomic_add(sums + {i}, (uint){c.Variable});\n");
        string counter = string.Concat(Counters.Select((c, i) => $"local_ == {i} ? {c.Counter} : ")) + "0";
        return string.Concat(added) + Barrier
            + $"const int local_ = get_local_id(0);\nif (local_ < {Counters.Length}) {{\n"
            + $"if (sums[local_] > 0) ADD64(counters + ({counter}), sums[local_]);\nsums[local_] = 0;\n}}\n" + Barrier;
    }

    private PopulationLayout Find(string name) => _populations.First(p => p.Definition.Name == name);
}
