namespace Neuro.Ir.Crossbars;

/// <summary>How cells of positive conductance hold a signed weight.</summary>
public enum CellArrangement
{
    /// <summary>Two cells in neighbouring columns, one raised for positive weights and the other for negative; their currents are
    /// subtracted before the ADC.</summary>
    DifferentialPair,

    /// <summary>As <see cref="DifferentialPair"/> with an ADC for each column; the codes are subtracted.</summary>
    OneSidedPair,

    /// <summary>One cell, and one reference column a tile whose cells all stand for weight zero; its code is subtracted from
    /// every column's.</summary>
    ReferenceColumn,

    /// <summary>One cell that holds weight + offset; the offset times the sum of the inputs is subtracted digitally.</summary>
    Offset,
}
