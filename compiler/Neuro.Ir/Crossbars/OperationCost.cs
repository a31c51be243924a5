namespace Neuro.Ir.Crossbars;

/// <summary>What one operation costs, by a published figure. An estimate, never a measurement of silicon.</summary>
public sealed record OperationCost
{
    /// <summary>Joules an operation.</summary>
    public double Energy { get; init; }

    /// <summary>Seconds an operation takes; 0 where it runs beside others.</summary>
    public double Latency { get; init; }

    /// <summary>Square metres of one unit that does it.</summary>
    public double Area { get; init; }

    /// <summary>Where the figure comes from.</summary>
    public required string Source { get; init; }
}
