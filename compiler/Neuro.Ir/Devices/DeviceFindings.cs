using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Devices;

/// <summary>Collects the rules that a device breaks.</summary>
internal sealed class DeviceFindings(string device, string? location)
{
    private readonly ImmutableArray<Diagnostic>.Builder _findings = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>What was found.</summary>
    public ImmutableArray<Diagnostic> All => _findings.ToImmutable();

    /// <summary>A rule that holds or does not.</summary>
    public void Rule(bool holds, string member, object value, string range, string hint)
    {
        if (!holds) _findings.Add(DiagnosticCatalog.DeviceRule.At(location, device, member, value, range, hint));
    }

    /// <summary>A number between two others; not-a-number is outside.</summary>
    public void Number(string member, double value, double minimum, double maximum, string hint) =>
        Rule(value >= minimum && value <= maximum, member, value, $"{minimum} to {maximum}", hint);

    /// <summary>A list of numbers between two others.</summary>
    public void Nodes(
        string member, ImmutableArray<double> values, int fewest, int most, double minimum, double maximum, string hint)
    {
        int length = values.IsDefault ? 0 : values.Length;
        Rule(length >= fewest && length <= most, member, $"of {length} numbers", $"of {fewest} to {most} numbers", hint);
        for (int i = 0; i < Math.Min(length, most); i++) Number($"{member}[{i}]", values[i], minimum, maximum, hint);
    }
}
