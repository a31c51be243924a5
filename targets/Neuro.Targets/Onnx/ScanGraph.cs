using Neuro.Ir;
using Neuro.Onnx;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// A sequence of ticks as a Scan: states and recent events go from tick to tick, input events come in, and events and traces go
/// out, tick by tick along the first axis.
/// </summary>
internal sealed class ScanGraph(SpikeProgram program, GraphBuilder builder, OnnxInterface face, TickGraph tick)
{
    private readonly List<string> _starts = [];
    private readonly List<string> _ends = [];
    private readonly List<string> _sequences = [];
    private readonly List<string> _collected = [];
    private readonly List<ValueInfoProto> _carriedIn = [];
    private readonly List<ValueInfoProto> _carriedOut = [];
    private readonly List<ValueInfoProto> _slices = [];
    private readonly List<ValueInfoProto> _collectedSlices = [];
    private string? _batch;

    private GraphProto Body => builder.Tick;

    /// <summary>Adds the Scan.</summary>
    public void Add()
    {
        Body.Name = "tick";
        Dictionary<(string, string), string> states = [], nextStates = [];
        foreach (OnnxState state in face.States)
        {
            IEnumerable<object> shape = Extents(state.Population);
            (states[(state.Population, state.State)], nextStates[(state.Population, state.State)]) = Carry(
                state.Tensor ?? Initial(state), $"{state.Population}.{state.State}", state.Next, ["batch", .. shape]);
        }
        Dictionary<string, string> histories = [];
        List<(string, string)> nextHistories = [];
        foreach (OnnxHistory history in face.Histories)
        {
            object[] shape = ["batch", history.Ticks, .. Extents(history.Population)];
            string name = $"{history.Population}.events";
            string start = history.Tensor
                ?? Expand(builder.Scalar(0, DataType.Int32), name, [history.Ticks, .. Numbers(history.Population)]);
            (histories[history.Population], string next) = Carry(start, name, history.Next, shape);
            nextHistories.Add((history.Population, next));
        }
        string? number = null, nextNumber = null;
        if (face.Stream is not null)
        {
            // The number of the tick goes out under a name only where it can come in.
            (number, nextNumber) = Carry(
                face.Tick ?? builder.Scalar(0, DataType.Int64), "tick", face.TickNext ?? builder.Unique("ticks"), [],
                DataType.Int64);
        }
        Dictionary<string, string> events = face.Inputs.ToDictionary(
            i => i.Population, i => Slice(i.Tensor, ["batch", .. Extents(i.Population)]));
        string batched = face.Clock is { } clock ? Slice(clock, ["batch"]) : events[face.Inputs[0].Population];

        tick.Add(
            new TickInputs
            {
                Events = events,
                States = states,
                Histories = histories,
                Tick = number,
                Stream = face.Stream,
                Batched = batched,
            },
            new TickOutputs
            {
                Events = [.. face.Outputs.Select(o => (o.Population, Collect(o.Tensor, o.Population)))],
                States = nextStates,
                Histories = nextHistories,
                Tick = nextNumber,
            });
        foreach (OnnxState state in face.States.Where(s => s.Trace is not null))
            builder.Named("Identity", Collect(state.Trace!, state.Population), [nextStates[(state.Population, state.State)]]);
        AddNode();
    }

    private void AddNode()
    {
        NodeProto scan = new() { OpType = "Scan", Name = "ticks" };
        scan.Input.AddRange(_starts);
        scan.Input.AddRange(_sequences);
        scan.Output.AddRange(_ends);
        scan.Output.AddRange(_collected);
        scan.Attribute.Add(GraphBuilder.Integer("num_scan_inputs", _sequences.Count));
        scan.Attribute.Add(GraphBuilder.Graph("body", Body));
        builder.Outer.Node.Add(scan);
        // The body's inputs and outputs: what is carried first, then slices.
        foreach (ValueInfoProto value in _carriedIn.Concat(_slices))
            Body.Input.Add(value);
        foreach (ValueInfoProto value in _carriedOut.Concat(_collectedSlices))
            Body.Output.Add(value);
    }

    /// <summary>A value that goes from tick to tick: its names within a tick.</summary>
    private (string Start, string Next) Carry(
        string start, string name, string end, object[] shape, DataType type = DataType.Int32)
    {
        (string inside, string next) = (builder.Unique($"tick/{name}"), builder.Unique($"tick/{name}.next"));
        _starts.Add(start);
        _ends.Add(end);
        _carriedIn.Add(GraphBuilder.Declare(inside, type, shape));
        _carriedOut.Add(GraphBuilder.Declare(next, type, shape));
        return (inside, next);
    }

    private string Slice(string sequence, object[] shape)
    {
        string inside = builder.Unique($"tick/{sequence}");
        _sequences.Add(sequence);
        _slices.Add(GraphBuilder.Declare(inside, DataType.Int32, shape));
        return inside;
    }

    private string Collect(string sequence, string population)
    {
        string inside = builder.Unique($"tick/{sequence}");
        _collected.Add(sequence);
        _collectedSlices.Add(GraphBuilder.Declare(inside, DataType.Int32, ["batch", .. Extents(population)]));
        return inside;
    }

    private string Initial(OnnxState state)
    {
        string name = $"{state.Population}.{state.State}.initial";
        string values = state.Initial.Length == 1 && program.Population(state.Population).Size != 1
            ? builder.Scalar(state.Initial[0], DataType.Int32)
            : builder.Constant(name, Numbers(state.Population), state.Initial.AsSpan(), DataType.Int32);
        return Expand(values, name, Numbers(state.Population));
    }

    /// <summary>The same for every sample of the batch.</summary>
    private string Expand(string values, string name, long[] shape)
    {
        _batch ??= builder.Once(
            "Slice", "batch",
            [
                builder.Once("Shape", "batch", [face.Clock ?? face.Inputs[0].Tensor]), builder.Vector(1), builder.Vector(2),
                builder.Vector(0),
            ]);
        string full = builder.Once("Concat", name, [_batch, builder.Vector(shape)], GraphBuilder.Integer("axis", 0));
        return builder.Once("Expand", name, [values, full]);
    }

    private IEnumerable<object> Extents(string population) => Numbers(population).Select(e => (object)e);

    private long[] Numbers(string population) => TickGraph.Extents(program.Population(population));
}
