using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Reads a "program" block. An error in an item is noted and the next item is read.</summary>
internal sealed class ProgramParser
{
    private readonly TextScanner _scanner;
    private readonly ArrayResolver? _resolver;
    private readonly ImmutableArray<IrArray>.Builder _arrays = ImmutableArray.CreateBuilder<IrArray>();
    private readonly ImmutableArray<MicroProgram>.Builder _neurons = ImmutableArray.CreateBuilder<MicroProgram>();
    private readonly ImmutableArray<Population>.Builder _populations = ImmutableArray.CreateBuilder<Population>();
    private readonly ImmutableArray<Projection>.Builder _projections = ImmutableArray.CreateBuilder<Projection>();
    private readonly ImmutableArray<Reduction>.Builder _reductions = ImmutableArray.CreateBuilder<Reduction>();
    private readonly ImmutableArray<MicroProgram>.Builder _rules = ImmutableArray.CreateBuilder<MicroProgram>();
    private readonly ImmutableArray<DeviceModel>.Builder _devices = ImmutableArray.CreateBuilder<DeviceModel>();
    private readonly ImmutableArray<CrossbarArray>.Builder _crossbarArrays = ImmutableArray.CreateBuilder<CrossbarArray>();
    private readonly ImmutableArray<string>.Builder _outputs = ImmutableArray.CreateBuilder<string>();
    private ImmutableSortedDictionary<string, string> _metadata =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private Rational? _timeStep;
    private int? _eventQueue;
    private ulong _seed;
    private Placement? _placement;
    private bool _closed;

    private ProgramParser(TextScanner scanner, ArrayResolver? resolver) => (_scanner, _resolver) = (scanner, resolver);

    /// <summary>Reads the whole text.</summary>
    public static SpikeProgram Parse(TextScanner scanner, ArrayResolver? resolver)
    {
        ProgramParser parser = new(scanner, resolver);
        SpikeProgram? program = null;
        try
        {
            program = parser.Block();
        }
        catch (TextError error)
        {
            scanner.Report(error.Diagnostic);
        }
        scanner.ThrowIfFailed();
        return program!;
    }

    private SpikeProgram Block()
    {
        _scanner.Expect("program");
        Token name = _scanner.TakeName("the program's name");
        _scanner.Expect("{");
        while (!_scanner.Current.Is("}") && _scanner.Current.Kind != TokenKind.End && !_scanner.GaveUp)
        {
            try
            {
                Item();
                _scanner.EndStatement();
            }
            catch (TextError error)
            {
                _scanner.Report(error.Diagnostic);
                SkipItem();
            }
        }
        if (!_closed) _scanner.Expect("}");
        if (_scanner.Current.Kind != TokenKind.End) throw _scanner.Unexpected("the end of the text");
        if (_timeStep is null) throw _scanner.Error(name, DiagnosticCatalog.TextMissing, "program", name.Text, "dt");
        return new SpikeProgram
        {
            Name = name.Text,
            TimeStep = _timeStep.Value,
            Seed = _seed,
            Firing = _eventQueue is null ? Firing.Tick : Firing.Event,
            EventQueue = _eventQueue ?? 0,
            Arrays = _arrays.ToImmutable(),
            Neurons = _neurons.ToImmutable(),
            Populations = _populations.ToImmutable(),
            Projections = _projections.ToImmutable(),
            Reductions = _reductions.ToImmutable(),
            Rules = _rules.ToImmutable(),
            Devices = _devices.ToImmutable(),
            CrossbarArrays = _crossbarArrays.ToImmutable(),
            Outputs = _outputs.ToImmutable(),
            Placement = _placement,
            Metadata = _metadata,
        };
    }

    /// <summary>After an error: goes to the next line that starts with an item's word.</summary>
    private void SkipItem()
    {
        while (_scanner.Current.Kind != TokenKind.End && !StartsItem(_scanner.Current))
        {
            _scanner.SkipStatement(_scanner.Current.Line);
            // A brace closes the item in error, or, at the very end, the program.
            if (_scanner.TryTake("}")) _closed = _scanner.Current.Kind == TokenKind.End;
        }
    }

    private static bool StartsItem(Token token) => token.Kind == TokenKind.Word
        && token.Text is "dt" or "seed" or "firing" or "meta" or "array" or "neuron" or "rule" or "input" or "population"
            or "projection" or "reduction" or "device" or "crossbar_array" or "output" or "placement";

    private void Item()
    {
        if (_scanner.Current.Is(";")) return;
        Token word = _scanner.Take();
        switch (word.Kind == TokenKind.Word ? word.Text : "")
        {
            case "dt": TimeStep(word); break;
            case "seed": _seed = _scanner.TakeUInt64("the seed"); break;
            case "firing": FiringByEvent(word); break;
            case "meta": Metadata(); break;
            case "array": Array(); break;
            case "neuron": _neurons.Add(MicroProgramParser.Parse(_scanner)); break;
            case "rule": _rules.Add(MicroProgramParser.Parse(_scanner)); break;
            case "input": _populations.Add(Population(isInput: true)); break;
            case "population": _populations.Add(Population(isInput: false)); break;
            case "projection": _projections.Add(Projection()); break;
            case "reduction": _reductions.Add(LearningParser.Reduction(_scanner)); break;
            case "device": _devices.Add(_scanner.TakeSpecification<DeviceModel>()); break;
            case "crossbar_array": _crossbarArrays.Add(_scanner.TakeSpecification<CrossbarArray>()); break;
            case "output": Outputs(); break;
            case "placement": Placement(); break;
            default:
                throw _scanner.Error(word, DiagnosticCatalog.TextUnknownWord, word.Text, "an item of a program",
                    "dt, seed, firing, meta, array, neuron, rule, input, population, projection, reduction, device, "
                        + "crossbar_array, output, placement");
        }
    }

    private void TimeStep(Token word)
    {
        if (_timeStep is not null) throw _scanner.Error(word, DiagnosticCatalog.TextDuplicate, "the item", "dt");
        long numerator = PositiveInt64("the time step's numerator");
        _timeStep = new Rational(numerator, _scanner.TryTake("/") ? PositiveInt64("the time step's denominator") : 1);
    }

    private long PositiveInt64(string what)
    {
        Token token = _scanner.Current;
        ulong value = _scanner.TakeUInt64(what);
        return value is > 0 and <= long.MaxValue
            ? (long)value
            : throw _scanner.Error(token, DiagnosticCatalog.TextNumberRange, what, token, 1, long.MaxValue);
    }

    private void FiringByEvent(Token word)
    {
        if (_eventQueue is not null) throw _scanner.Error(word, DiagnosticCatalog.TextDuplicate, "the item", "firing");
        _scanner.Expect("event");
        _scanner.Expect("queue");
        _eventQueue = _scanner.TakeInt32("the depth of the event queue");
    }

    private void Metadata()
    {
        Token key = _scanner.TakeName("a key");
        _scanner.Expect("=");
        if (_metadata.ContainsKey(key.Text)) throw _scanner.Error(key, DiagnosticCatalog.TextDuplicate, "the key", key.Text);
        _metadata = _metadata.Add(key.Text, _scanner.TakeString("a value"));
    }

    private void Array()
    {
        Token name = _scanner.TakeName("an array's name");
        _scanner.Expect(":");
        (int bits, bool signed) = MicroProgramParser.ElementWidth(_scanner);
        ImmutableArray<int> shape = _scanner.TakeExtents("an extent");
        ImmutableArray<double> steps = _scanner.TryTake("steps") ? _scanner.TakeReals("a number") : [];
        _scanner.Expect("=");
        if (_scanner.TryTake("file"))
            _arrays.Add(External(name, shape, bits, signed, steps));
        else
            _arrays.Add(Inline(name, shape, bits, signed, steps));
    }

    private IrArray Inline(Token name, ImmutableArray<int> shape, int bits, bool signed, ImmutableArray<double> steps)
    {
        int minimum = signed ? (int)(-1L << (bits - 1)) : 0;
        int maximum = (int)((1L << (signed ? bits - 1 : bits)) - 1);
        List<int> elements = [];
        _scanner.Expect("[");
        while (!_scanner.TryTake("]"))
        {
            if (elements.Count > 0) _scanner.Expect(",");
            elements.Add(_scanner.TakeInt32("an element", minimum, maximum));
        }
        double needed = shape.Aggregate(1.0, (product, extent) => product * extent);
        if (needed != elements.Count)
            throw _scanner.Error(
                name, DiagnosticCatalog.TextArrayCount, name.Text, string.Join(", ", shape), needed, elements.Count);
        return IrArray.Create(
            name.Text, shape, bits, signed, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(elements), steps);
    }

    private IrArray External(Token name, ImmutableArray<int> shape, int bits, bool signed, ImmutableArray<double> steps)
    {
        Token path = _scanner.TakeName("a file's name");
        if (_resolver is null)
            throw _scanner.Error(path, DiagnosticCatalog.TextArrayFile, name.Text, path.Text, "the text stands alone");
        try
        {
            return _resolver(path.Text, name.Text, shape, bits, signed, steps);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or KeyNotFoundException)
        {
            throw _scanner.Error(path, DiagnosticCatalog.TextArrayFile, name.Text, path.Text, e.Message);
        }
    }

    private Population Population(bool isInput)
    {
        Token name = _scanner.TakeName("a population's name");
        Population population = new() { Name = name.Text, Shape = _scanner.TakeExtents("an extent") };
        if (!isInput)
        {
            _scanner.Expect(":");
            population = population with { Neuron = _scanner.TakeString("a neuron's name") };
        }
        if (_scanner.TryTake("phase")) population = population with { Phase = _scanner.TakeInt32("the phase") };
        _scanner.TakeFields("population", name, () => population = Field(population));
        return population;
    }

    private Population Field(Population population)
    {
        if (_scanner.TryTake("phase")) return population with { Phase = _scanner.TakeInt32("the phase") };
        if (_scanner.TryTake("origin")) return population with { Origin = _scanner.TakeString("a model path") };
        if (_scanner.TryTake("payload"))
        {
            int minimum = _scanner.TakeInt32("the smallest payload");
            _scanner.Expect("..");
            return population with { PayloadMinimum = minimum, PayloadMaximum = _scanner.TakeInt32("the largest payload") };
        }
        if (_scanner.TryTake("inference")) return population with { Inference = Bind(population.Inference) };
        if (_scanner.TryTake("keep"))
        {
            Token kept = _scanner.TakeName("a state's name");
            return population.Kept.Contains(kept.Text)
                ? throw _scanner.Error(kept, DiagnosticCatalog.TextDuplicate, "the state", kept.Text)
                : population with { Kept = population.Kept.WithComparer(StringComparer.Ordinal).Add(kept.Text) };
        }
        return _scanner.TryTake("init")
            ? population with { Initial = Bind(population.Initial) }
            : population with { Parameters = Bind(population.Parameters) };
    }

    private ImmutableSortedDictionary<string, IrValue> Bind(ImmutableSortedDictionary<string, IrValue> bindings)
    {
        Token name = _scanner.TakeName("a parameter or field");
        _scanner.Expect("=");
        if (bindings.ContainsKey(name.Text))
            throw _scanner.Error(name, DiagnosticCatalog.TextDuplicate, "the binding", name.Text);
        IrValue value = _scanner.TakeValue("an integer or '@' and an array's name");
        return bindings.WithComparers(StringComparer.Ordinal).Add(name.Text, value);
    }

    private Projection Projection()
    {
        Token name = _scanner.TakeName("a projection's name");
        _scanner.Expect(":");
        string source = _scanner.TakeString("the source population");
        _scanner.Expect("->");
        string target = _scanner.TakeString("the target population");
        _scanner.Expect("port");
        string port = _scanner.TakeString("the port");
        Connectivity? connectivity = null;
        IrValue? weight = null;
        (IrValue multiplier, int shift, IrValue delay, string? origin) = (1, 0, 0, null);
        (CrossbarBinding? crossbar, CrossbarRead? read, Plasticity? plasticity) = (null, null, null);
        _scanner.TakeFields("projection", name, () =>
        {
            Token word = _scanner.TakeName("a field");
            switch (word.Kind == TokenKind.Word ? word.Text : "")
            {
                case "weight": weight = _scanner.TakeValue("a weight or '@' and an array's name"); break;
                case "multiplier": multiplier = _scanner.TakeValue("a multiplier or '@' and an array's name"); break;
                case "shift": shift = _scanner.TakeInt32("the shift"); break;
                case "delay": delay = _scanner.TakeValue("a delay or '@' and an array's name"); break;
                case "crossbar": crossbar = CrossbarParser.Binding(_scanner); break;
                case "read": read = CrossbarParser.Read(_scanner, word); break;
                case "plasticity": plasticity = LearningParser.Plasticity(_scanner, word); break;
                case "origin": origin = _scanner.TakeString("a model path"); break;
                default:
                    connectivity = Topology(word);
                    break;
            }
        });
        return new Projection
        {
            Name = name.Text,
            Source = source,
            Target = target,
            Port = port,
            Connectivity = connectivity
                ?? throw _scanner.Error(name, DiagnosticCatalog.TextMissing, "projection", name.Text, "topology"),
            Weight = weight ?? throw _scanner.Error(name, DiagnosticCatalog.TextMissing, "projection", name.Text, "weight"),
            Multiplier = multiplier,
            Shift = shift,
            Delay = delay,
            Crossbar = crossbar,
            Read = read,
            Plasticity = plasticity,
            Origin = origin,
        };
    }

    private Connectivity Topology(Token word) => (word.Kind == TokenKind.Word ? word.Text : "") switch
    {
        "dense" => new Dense(),
        "one_to_one" => new OneToOne(),
        "sparse" => new Sparse(Reference("rows"), Reference("targets")),
        "conv" => Convolution(),
        _ => throw _scanner.Error(word, DiagnosticCatalog.TextUnknownWord, word.Text, "a field of a projection",
            "dense, one_to_one, sparse, conv, weight, multiplier, shift, delay, crossbar, read, plasticity, origin"),
    };

    private string Reference(string keyword)
    {
        _scanner.Expect(keyword);
        _scanner.Expect("@");
        return _scanner.TakeString("an array's name");
    }

    private Convolution Convolution()
    {
        ImmutableArray<int> input = Tuple("in", 3), output = Tuple("out", 3), kernel = Tuple("kernel", 2);
        ImmutableArray<int> stride = Optional("stride", 1), padding = Optional("padding", 0), dilation = Optional("dilation", 1);
        return new Convolution
        {
            InputChannels = input[0],
            InputHeight = input[1],
            InputWidth = input[2],
            OutputChannels = output[0],
            OutputHeight = output[1],
            OutputWidth = output[2],
            KernelHeight = kernel[0],
            KernelWidth = kernel[1],
            StrideY = stride[0],
            StrideX = stride[1],
            PaddingTop = padding[0],
            PaddingLeft = padding[1],
            DilationY = dilation[0],
            DilationX = dilation[1],
            Groups = _scanner.TryTake("groups") ? _scanner.TakeInt32("the number of groups") : 1,
        };
    }

    private ImmutableArray<int> Optional(string keyword, int otherwise) =>
        _scanner.Current.Is(keyword) ? Tuple(keyword, 2) : [otherwise, otherwise];

    private ImmutableArray<int> Tuple(string keyword, int length)
    {
        _scanner.Expect(keyword);
        ImmutableArray<int>.Builder values = ImmutableArray.CreateBuilder<int>(length);
        _scanner.Expect("[");
        for (int i = 0; i < length; i++)
        {
            if (i > 0) _scanner.Expect(",");
            values.Add(_scanner.TakeInt32($"'{keyword}'"));
        }
        _scanner.Expect("]");
        return values.MoveToImmutable();
    }

    private void Outputs()
    {
        do _outputs.Add(_scanner.TakeString("a population's name"));
        while (_scanner.TryTake(","));
    }

    private void Placement()
    {
        Token target = _scanner.TakeName("a target's name");
        if (_placement is not null) throw _scanner.Error(target, DiagnosticCatalog.TextDuplicate, "the item", "placement");
        _scanner.Expect("cores");
        int cores = _scanner.TakeInt32("the number of cores");
        ImmutableArray<CoreAssignment>.Builder assignments = ImmutableArray.CreateBuilder<CoreAssignment>();
        _scanner.TakeFields("placement", target, () =>
        {
            string population = _scanner.TakeString("a population's name");
            int first = _scanner.TakeInt32("the first neuron");
            _scanner.Expect("+");
            int count = _scanner.TakeInt32("the number of neurons");
            _scanner.Expect("->");
            assignments.Add(new(population, first, count, _scanner.TakeInt32("the core")));
        });
        _placement = new(target.Text, cores, assignments.ToImmutable());
    }
}
