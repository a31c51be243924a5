using Neuro.Emulator.Cpu.Delivery;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>
/// Where the synapses of a plastic projection lie. Dense ones fill rows of padded targets, so that registers may reach over the
/// end;
/// the others follow each other by source, as their weights are numbered, with their sources, targets and columns listed once.
/// </summary>
internal sealed unsafe class SynapseMap
{
    private readonly SparseRows? _rows;
    private readonly AlignedArray<int>? _targets;
    private readonly Lazy<AlignedArray<int>>? _sources;
    private readonly Lazy<Columns>? _columns;

    /// <summary>The synapses of <paramref name="projection"/>, cut into <paramref name="parts"/> parts by target.</summary>
    public SynapseMap(SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int parts)
    {
        (Source, Target) = (source, target);
        IsDense = projection.Connectivity is Dense;
        IsOneToOne = projection.Connectivity is OneToOne;
        (Parts, Stride) = (parts, target.Stride);
        if (IsDense)
        {
            Count = checked(source.Size * target.Size);
            Length = (long)source.Size * Stride;
            return;
        }
        _rows = SparseRows.Of(program, projection, source, target, parts).Single();
        Length = Count = _rows.Targets.Length;
        _targets = new(Count);
        _rows.Targets.ToInt32().CopyTo(_targets.Slice(0, Count));
        _sources = new(ListSources);
        _columns = new(ListColumns);
    }

    /// <summary>The population that events come from.</summary>
    public CpuPopulation Source { get; }

    /// <summary>The population that they reach.</summary>
    public CpuPopulation Target { get; }

    /// <summary>Whether every source reaches every target.</summary>
    public bool IsDense { get; }

    /// <summary>Whether source i reaches target i alone.</summary>
    public bool IsOneToOne { get; }

    /// <summary>Number of synapses.</summary>
    public int Count { get; }

    /// <summary>Elements of one slot's array.</summary>
    public long Length { get; }

    /// <summary>Number of parts that targets are cut into.</summary>
    public int Parts { get; }

    /// <summary>Elements between dense rows.</summary>
    public int Stride { get; }

    /// <summary>Runs of synapses that lie together: rows where dense, else one.</summary>
    public int Lines => IsDense ? Source.Size : 1;

    /// <summary>Synapses of each of them.</summary>
    public int LineLength => IsDense ? Target.Size : Count;

    /// <summary>Target of each synapse, where not dense.</summary>
    public int* Targets => _targets!.Pointer;

    /// <summary>Source of each synapse, where not dense.</summary>
    public int* Sources => _sources!.Value.Pointer;

    /// <summary>The place of synapse number <paramref name="number"/> in a slot's array.</summary>
    public long Place(int number) => IsDense ? (long)(number / Target.Size) * Stride + number % Target.Size : number;

    /// <summary>The first synapse of a row in the parts from <paramref name="part"/> on, where not dense.</summary>
    public int RowBegin(int source, int part) => _rows!.Begin(part)[source];

    /// <summary>One after the last synapse of a row in the parts before <paramref name="endPart"/>, where not dense.</summary>
    public int RowEnd(int source, int endPart) => _rows!.End(endPart - 1)[source];

    /// <summary>The synapses of one target, ascending, and their sources, where not dense.</summary>
    public (nint Synapses, nint Sources, int Count) Column(int target)
    {
        Columns columns = _columns!.Value;
        int begin = columns.Begin[target];
        return ((nint)(columns.Synapses.Pointer + begin), (nint)(columns.Sources.Pointer + begin),
            columns.Begin[target + 1] - begin);
    }

    private AlignedArray<int> ListSources()
    {
        AlignedArray<int> sources = new(Count);
        for (int row = 0; row < Source.Size; row++)
        {
            (int begin, int end) = (_rows!.Begin(0)[row], _rows.End(_rows.Parts - 1)[row]);
            sources.Slice(begin, end - begin).Fill(row);
        }
        return sources;
    }

    private Columns ListColumns()
    {
        int[] begin = new int[Target.Size + 1];
        for (int k = 0; k < Count; k++)
            begin[Targets[k] + 1]++;
        for (int target = 0; target < Target.Size; target++)
            begin[target + 1] += begin[target];
        Columns columns = new(begin, new(Count), new(Count));
        int[] next = [.. begin];
        for (int k = 0; k < Count; k++)
        {
            int place = next[Targets[k]]++;
            columns.Synapses.Pointer[place] = k;
            columns.Sources.Pointer[place] = Sources[k];
        }
        return columns;
    }

    /// <summary>Synapses by target.</summary>
    private sealed record Columns(int[] Begin, AlignedArray<int> Synapses, AlignedArray<int> Sources);
}
