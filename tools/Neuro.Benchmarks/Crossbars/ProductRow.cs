namespace Neuro.Benchmarks.Crossbars;

/// <summary>The rate of one contender at a product.</summary>
/// <param name="Workload">Size and batch: "512-b64".</param>
/// <param name="Product">What was computed, and by whom.</param>
/// <param name="Seconds">Median time of one product.</param>
/// <param name="Rate">Multiply-adds per second.</param>
/// <param name="FloorSeconds">What the work costs at least (<see cref="ProductFloors"/>); null for others' work.</param>
/// <param name="Of">What it is compared with; null for nothing.</param>
/// <param name="Ratio">Its rate over that of <paramref name="Of"/>: the median over pairs of measurements that followed each
/// other.</param>
/// <param name="Bar">What <paramref name="Ratio"/> should be at least.</param>
internal sealed record ProductRow(
    string Workload, string Product, double Seconds, double Rate, double? FloorSeconds, string? Of, double? Ratio, double? Bar);
