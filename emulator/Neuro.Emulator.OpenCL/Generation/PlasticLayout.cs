using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>
/// Where the numbers of a plastic projection lie, and loops over its synapses: those of source neuron i (a row) and those of
/// target neuron j (a column), of which k is the number that weights have.
/// </summary>
internal sealed class PlasticLayout
{
    private readonly ConstantPool _constants;
    private readonly SparseRows? _sparse;
    private readonly DeviceArray _rows;
    private readonly DeviceArray _targets;
    private (DeviceArray Begin, DeviceArray Synapses, DeviceArray Sources)? _columns;

    /// <summary>Takes places for <paramref name="projection"/>, which is plastic.</summary>
    public PlasticLayout(
        SpikeProgram program, Projection projection, PopulationLayout source, PopulationLayout target, ConstantPool constants,
        SlotLayout slot)
    {
        (_constants, Definition, Source, Target) = (constants, projection, source, target);
        Count = checked((int)SynapseCounts.Of(program, projection));
        Plasticity plasticity = projection.Plasticity!;
        Arrays["weight"] = new(
            slot.AddInts(Count), plasticity.WeightMinimum, plasticity.WeightMaximum, projection.Weight, PerSample: false);
        foreach (SynapseArray array in plasticity.Arrays)
            Arrays[array.Name] = new(slot.AddInts(Count), array.Minimum, array.Maximum, array.Initial, array.PerSample);
        foreach (string counts in PulseCounts.Of(plasticity))
            Arrays[counts] = new(slot.AddInts(Count), 0, int.MaxValue, 0, PerSample: false);
        if (projection.Connectivity is not Sparse)
            return;
        _sparse = SparseRows.Of(program, projection).Single();
        _rows = constants.Add(_sparse.Rows);
        _targets = constants.AddIndices(_sparse.Targets, target.Size);
    }

    /// <summary>The projection.</summary>
    public Projection Definition { get; }

    /// <summary>The population that events come from.</summary>
    public PopulationLayout Source { get; }

    /// <summary>The population that they reach.</summary>
    public PopulationLayout Target { get; }

    /// <summary>Number of synapses.</summary>
    public int Count { get; }

    /// <summary>"weight", the other arrays and the counts of pulses.</summary>
    public Dictionary<string, PlasticArray> Arrays { get; } = [];

    /// <summary>An array as a pointer.</summary>
    public string Pointer(string array) => $"(s + {C.Long(Arrays[array].Place)})";

    /// <summary>How many synapses the row of i has.</summary>
    public string RowLength => Length(Target.Size, _rows.Pointer, "i");

    /// <summary>How many synapses the column of j has.</summary>
    public string ColumnLength => Length(Source.Size, _sparse is null ? "" : Columns.Begin.Pointer, "j");

    /// <summary>Executes <paramref name="body"/> for the synapses k of source i, with their targets j.</summary>
    /// <param name="body">Statements.</param>
    /// <param name="shared">Whether neighbours share them.</param>
    /// <param name="pragma">What stands before the loop.</param>
    public string Row(string body, bool shared, string pragma = "") => Definition.Connectivity switch
    {
        Dense => $"{pragma}for (int j = {First(shared)}; j < {Target.Size}; j += {Step(shared)}) {{\n"
            + $"const int k = i * {Target.Size} + j;\n{body}}}\n",
        OneToOne => $"if ({First(shared)} == 0) {{\nconst int j = i, k = i;\n{body}}}\n",
        _ => $"{pragma}for (int k = {_rows.Pointer}[i] + {First(shared)}, end = {_rows.Pointer}[i + 1]; k < end; "
            + $"k += {Step(shared)}) {{\nconst int j = {_targets.Pointer}[k];\n{body}}}\n",
    };

    /// <summary>Executes <paramref name="body"/> for the synapses k of target j, ascending, with their sources i.</summary>
    /// <inheritdoc cref="Row"/>
    public string Column(string body, bool shared, string pragma = "") => Definition.Connectivity switch
    {
        Dense => $"{pragma}for (int i = {First(shared)}; i < {Source.Size}; i += {Step(shared)}) {{\n"
            + $"const int k = i * {Target.Size} + j;\n{body}}}\n",
        OneToOne => $"if ({First(shared)} == 0) {{\nconst int i = j, k = j;\n{body}}}\n",
        _ => $"{pragma}for (int c = {Columns.Begin.Pointer}[j] + {First(shared)}, end = {Columns.Begin.Pointer}[j + 1]; "
            + $"c < end; c += {Step(shared)}) {{\nconst int k = {Columns.Synapses.Pointer}[c], "
            + $"i = {Columns.Sources.Pointer}[c];\n{body}}}\n",
    };

    private (DeviceArray Begin, DeviceArray Synapses, DeviceArray Sources) Columns => _columns ??= ListColumns(_sparse!);

    private static string First(bool shared) => shared ? "SYNAPSE0" : "0";

    private static string Step(bool shared) => shared ? "SYNAPSES" : "1";

    private string Length(int dense, string begin, string neuron) => Definition.Connectivity switch
    {
        Dense => $"{dense}",
        OneToOne => "1",
        _ => $"({begin}[{neuron} + 1] - {begin}[{neuron}])",
    };

    private (DeviceArray Begin, DeviceArray Synapses, DeviceArray Sources) ListColumns(SparseRows sparse)
    {
        int[] begin = new int[Target.Size + 1];
        foreach (int target in sparse.Targets)
            begin[target + 1]++;
        for (int target = 0; target < Target.Size; target++)
            begin[target + 1] += begin[target];
        (int[] next, int[] synapses, int[] sources) = ([.. begin], new int[Count], new int[Count]);
        for (int i = 0; i < Source.Size; i++)
        {
            for (int k = sparse.Rows[i]; k < sparse.Rows[i + 1]; k++)
            {
                int place = next[sparse.Targets[k]]++;
                (synapses[place], sources[place]) = (k, i);
            }
        }
        return (_constants.Add(begin), _constants.Add(synapses), _constants.AddIndices(sources, Source.Size));
    }
}
