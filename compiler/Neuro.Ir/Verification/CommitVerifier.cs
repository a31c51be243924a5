using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>The tables, cells and numbers of a commit by pulses: SEMANTICS.md, section 12.</summary>
internal sealed class CommitVerifier(
    Projection projection, PulseCommit commit, Dictionary<string, SynapseArray> arrays, long synapses, ProgramNames names,
    ArrayExtents extents, Findings findings)
{
    /// <summary>Largest factor of a cell's steps: with it nothing that a pulse computes exceeds 64 bits.</summary>
    public const int MaximumFactor = ushort.MaxValue;

    private const int MinimumBits = 8;
    private const int MaximumBits = 20;
    private const int MostPulses = 4096;

    private int Maximum => (1 << commit.Bits) - 1;

    private string Location => projection.Origin ?? $"projection {projection.Name}";

    /// <summary>Checks it.</summary>
    public void Verify()
    {
        if (!names.Devices.Contains(commit.Device ?? "")) Dangling("device", commit.Device);
        if (!Enum.IsDefined(commit.Direction) || !Enum.IsDefined(commit.Rounding))
            Fault("direction or rounding is not known", "SEMANTICS.md, section 12, lists them");
        if (commit.Bits is < MinimumBits or > MaximumBits)
        {
            Fault($"codes have {commit.Bits} bits", $"a code has {MinimumBits} to {MaximumBits} bits");
            return;
        }
        Table("table of steps up", commit.Up);
        foreach ((string what, string? table) in new[]
        {
            ("table of steps down", commit.Down), ("deviation of steps up", commit.UpSigma),
            ("deviation of steps down", commit.DownSigma),
        })
            if (table is not null) Table(what, table);
        Cells();
        Numbers();
        if (commit.Spread is { } spread) Check(spread);
    }

    private void Table(string what, string? name)
    {
        // The largest distance from an end, below 2^(b − 1), reads elements (b − m)·2^m − 1 and the one after it.
        int m = Math.Min(9, commit.Bits - 1);
        int needed = ((commit.Bits - m) << m) + 1;
        if (!names.Arrays.TryGetValue(name ?? "", out IrArray? array)) Dangling("array", name);
        else if (array.Shape.Length != 2 || array.Shape[0] != 2 || array.Shape[1] < needed)
            Shape(array, what, $"[2, {needed}] or more columns");
    }

    private void Cells()
    {
        Cell("plus", commit.Plus);
        if (commit.Minus is { } minus)
        {
            Cell("minus", minus);
            if (minus == commit.Plus) Fault($"cells are both '{minus}'", "a pair has two arrays");
        }
        if (commit.Direction == CommitDirection.Unidirectional && commit.Minus is null)
            Fault("changes go up only, and it has no minus cell", "name the array of the other cell, or let them go both ways");
        if (commit.Direction == CommitDirection.Bidirectional && commit.Down is null)
            Fault("changes go both ways, and it has no table of steps down", "give the table, or use a pair in one direction");
        bool accumulates = commit.Rounding == PulseRounding.Accumulate;
        if (accumulates != commit.Remainder is not null)
            Fault($"remainder is '{commit.Remainder}'", "there is one where changes are accumulated, and only there");
        else if (commit.Remainder is { } remainder && !arrays.ContainsKey(remainder)) Dangling("per-synapse array", remainder);
        else if (accumulates && (commit.Remainder == commit.Plus || commit.Remainder == commit.Minus))
            Fault($"remainder '{commit.Remainder}' is a cell too", "the remainder is an array of its own");
    }

    private void Cell(string what, string? name)
    {
        if (!arrays.TryGetValue(name ?? "", out SynapseArray? cell))
        {
            Dangling("per-synapse array", name);
            return;
        }
        if (cell.Bits != commit.Bits || cell.Signed)
            Fault($"{what} cell is {(cell.Signed ? 's' : 'u')}{cell.Bits}", $"a cell holds the codes, u{commit.Bits}");
        if (cell.PerSample) Fault($"{what} cell returns to its initial codes with each sample", "cells keep what was programmed");
    }

    private void Numbers()
    {
        Number("close_up", commit.CloseUp, 0, Maximum);
        Number("close_down", commit.CloseDown, 0, Maximum);
        Number("reference", commit.Reference, 0, Maximum);
        Number("change per pulse", commit.ChangePerPulse, 1, int.MaxValue);
        Number("most pulses", commit.MostPulses, 1, MostPulses);
        Number("shift of the gain", commit.ReadShift, 0, 62);
        Number("refresh threshold", commit.RefreshAbove, 0, int.MaxValue);
    }

    private void Number(string what, int number, int minimum, int maximum)
    {
        if (number < minimum || number > maximum) Fault($"{what} is {number}", $"it is {minimum} to {maximum}");
    }

    private void Check(PulseCellSpread spread)
    {
        Elements("factors of steps up", spread.Up, MaximumFactor);
        Elements("factors of steps down", spread.Down, MaximumFactor);
        IrArray? low = Elements("low bounds", spread.Low, Maximum), high = Elements("high bounds", spread.High, Maximum);
        if (low is null || high is null) return;
        for (int i = 0; i < low.Length; i++)
        {
            if (low[i] <= high[i]) continue;
            Fault($"cell {i} has bounds {low[i]} to {high[i]}", "a low bound is not above the high one");
            return;
        }
    }

    /// <summary>An array with an element for each cell, from 0 to a maximum; null where it is not.</summary>
    private IrArray? Elements(string what, string? name, int maximum)
    {
        long cells = synapses * (commit.Minus is null ? 1 : 2);
        if (!names.Arrays.TryGetValue(name ?? "", out IrArray? array))
            Dangling("array", name);
        else if (array.Length != cells)
            Shape(array, what, $"{cells} elements");
        else if (!new Interval(0, maximum).Contains(extents.Of(array)))
            Fault($"{what} are {extents.Of(array)}", $"they are 0 to {maximum}");
        else
            return array;
        return null;
    }

    private void Shape(IrArray array, string what, string needs) => findings.Add(
        DiagnosticCatalog.IrArrayShape, Location, array.Name, string.Join(", ", array.Shape),
        $"the {what} of projection '{projection.Name}'", needs);

    private void Fault(string what, string hint) =>
        findings.Add(DiagnosticCatalog.IrCommit, Location, projection.Name, what, hint);

    private void Dangling(string kind, string? name) => findings.Add(
        DiagnosticCatalog.IrUnknownReference, Location, $"the commit of projection '{projection.Name}'", kind, name);
}
