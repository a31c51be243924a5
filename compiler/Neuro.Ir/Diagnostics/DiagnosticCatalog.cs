namespace Neuro.Ir.Diagnostics;

/// <summary>The one table of diagnostics. Each stage keeps its rows in a file of its own; codes are never reused.</summary>
public static partial class DiagnosticCatalog
{
    // Collected when first asked for: the rows in other files may be initialised after this field.
    private static readonly Lazy<IReadOnlyList<DiagnosticDescriptor>> Rows = new(() =>
    [
        .. typeof(DiagnosticCatalog)
            .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)
            .OrderBy(d => d.Code, StringComparer.Ordinal),
    ]);

    /// <summary>Every row, by code.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => Rows.Value;
}
