namespace Neuro.Ir.Targets;

/// <summary>
/// A target as data: the numbers it computes with and what it has room for. Profiles are JSON files; a profile that names
/// a parent says only what differs from it.
/// </summary>
public sealed record TargetProfile
{
    /// <summary>The target without limits: whatever the emulator runs.</summary>
    public static TargetProfile Emulator { get; } = new()
    {
        Name = "emulator",
        Description = "the emulator's own arithmetic, no limits",
    };

    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Name of the profile this one was derived from, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>The numbers it computes with.</summary>
    public TargetArithmetic Arithmetic { get; init; } = new();

    /// <summary>What it has room for.</summary>
    public TargetLimits Limits { get; init; } = new();

    /// <summary>Name of the format of the files that it loads; null for none that is public.</summary>
    public string? Loads { get; init; }

    /// <summary>What holds its weights; null where they are digital.</summary>
    public TargetCrossbar? Crossbar { get; init; }

    /// <summary>What a tick costs; null where nothing is published.</summary>
    public EventCosts? Events { get; init; }

    /// <summary>What a Xylo has room for; null for other targets.</summary>
    public XyloCore? Xylo { get; init; }

    /// <summary>What a DYNAP-CNN has room for; null for other targets.</summary>
    public DynapcnnChip? Dynapcnn { get; init; }
}
