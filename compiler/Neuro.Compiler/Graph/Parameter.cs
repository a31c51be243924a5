namespace Neuro.Compiler.Graph;

/// <summary>A named value of a node: a tensor, or text (the paddings 'same' and 'valid').</summary>
public sealed record Parameter
{
    /// <summary>A tensor.</summary>
    public Parameter(Tensor tensor) => Tensor = tensor;

    /// <summary>Text.</summary>
    public Parameter(string text) => Text = text;

    /// <summary>The tensor, or null where the value is text.</summary>
    public Tensor? Tensor { get; }

    /// <summary>The text, or null where the value is a tensor.</summary>
    public string? Text { get; }

    /// <summary>A tensor as a parameter.</summary>
    public static implicit operator Parameter(Tensor tensor) => new(tensor);

    /// <summary>Text as a parameter.</summary>
    public static implicit operator Parameter(string text) => new(text);
}
