using System.Globalization;

namespace Neuro.Runtime.Encoding;

/// <summary>The <c>name=value,name=value</c> part of an encoder's text form.</summary>
internal sealed class EncoderParameters
{
    private readonly string _text;
    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _known = [];

    public EncoderParameters(string text, string list)
    {
        _text = text;
        foreach (string item in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = item.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length < 2)
                throw new FormatException($"'{item}' in encoder '{text}' should be name=value");
            if (!_values.TryAdd(pair[0], pair[1]))
                throw new FormatException($"'{pair[0]}' is given twice in encoder '{text}'");
        }
    }

    public double Number(string name, double otherwise)
    {
        if (Find(name) is not { } value)
            return otherwise;
        bool read = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return read && double.IsFinite(number) ? number : throw Wrong(name, value, "a number");
    }

    public int Whole(string name, int otherwise)
    {
        if (Find(name) is not { } value)
            return otherwise;
        bool read = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        return read ? number : throw Wrong(name, value, "a whole number");
    }

    public ulong Unsigned(string name, ulong otherwise)
    {
        if (Find(name) is not { } value)
            return otherwise;
        bool read = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
        return read ? number : throw Wrong(name, value, "a whole number of 64 bits");
    }

    /// <summary>One of the words; the first where none is given.</summary>
    public string Choice(string name, params string[] words)
    {
        string value = Find(name) ?? words[0];
        return words.Contains(value) ? value : throw Wrong(name, value, string.Join(" or ", words));
    }

    public void CheckAllUsed()
    {
        if (_values.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
            throw new FormatException($"encoder '{_text}' has no parameter '{unknown}'; it has {string.Join(", ", _known)}");
    }

    private string? Find(string name)
    {
        _known.Add(name);
        return _values.GetValueOrDefault(name);
    }

    private FormatException Wrong(string name, string value, string expected) =>
        new($"{name}={value} in encoder '{_text}' should be {expected}");
}
