namespace Neuro.Targets.Onnx;

/// <summary>The tensors that a tick starts from.</summary>
internal sealed record TickInputs
{
    /// <summary>Events by input population.</summary>
    public required IReadOnlyDictionary<string, string> Events { get; init; }

    /// <summary>States by population and name.</summary>
    public required IReadOnlyDictionary<(string Population, string State), string> States { get; init; }

    /// <summary>Recent events by population.</summary>
    public required IReadOnlyDictionary<string, string> Histories { get; init; }

    /// <summary>The tick's number; null where nothing is drawn.</summary>
    public string? Tick { get; init; }

    /// <summary>The streams; null where nothing is drawn.</summary>
    public string? Stream { get; init; }

    /// <summary>Any tensor whose first axis is the batch.</summary>
    public required string Batched { get; init; }
}
