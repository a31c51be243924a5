namespace Neuro.Compiler.Reports;

/// <summary>What a program takes of one resource of a chip.</summary>
/// <param name="Place">"chip", a layer, or a layer and the core that holds it.</param>
/// <param name="Resource">What is counted: "kernel words", "hidden neurons", ….</param>
/// <param name="Needed">How much the program takes.</param>
/// <param name="Available">How much there is.</param>
public sealed record ResourceReport(string Place, string Resource, long Needed, long Available)
{
    /// <summary>Needed over available.</summary>
    public double Utilisation => Available > 0 ? (double)Needed / Available : 0;
}
