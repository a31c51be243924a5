namespace Neuro.Targets.Onnx;

/// <summary>The names of what a tick leaves.</summary>
internal sealed record TickOutputs
{
    /// <summary>Events by population.</summary>
    public required IReadOnlyList<(string Population, string Name)> Events { get; init; }

    /// <summary>States by population and name.</summary>
    public required IReadOnlyDictionary<(string Population, string State), string> States { get; init; }

    /// <summary>Recent events by population.</summary>
    public required IReadOnlyList<(string Population, string Name)> Histories { get; init; }

    /// <summary>The next tick's number; null where nothing is drawn.</summary>
    public string? Tick { get; init; }
}
