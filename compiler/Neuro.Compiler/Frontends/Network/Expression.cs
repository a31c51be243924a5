using System.Globalization;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// Arithmetic on named numbers, by which definitions of neurons and rules turn parameters in physical units into fixed point:
/// <c>exp(-dt / tau) * 2^16</c>. Operators are + − * / ^ and parentheses; functions exp, ln, log2, sqrt, abs, floor, ceil, round
/// (halves away from zero), min and max.
/// </summary>
/// <param name="text">The expression.</param>
/// <param name="value">The number that a name stands for; null where there is none.</param>
internal sealed class Expression(string text, Func<string, double?> value)
{
    private const int Deepest = 64;

    private int _at;
    private int _depth;

    /// <summary>The value of <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">It is no expression, or names what does not exist.</exception>
    public static double Evaluate(string text, Func<string, double?> value)
    {
        Expression expression = new(text, value);
        double result = expression.Sum();
        return expression.Peek() == '\0' ? result : throw expression.Unexpected();
    }

    /// <summary>The names in <paramref name="text"/> that are no functions.</summary>
    public static IEnumerable<string> Names(string text)
    {
        List<string> names = [];
        _ = Evaluate(text, name =>
        {
            names.Add(name);
            return 1;
        });
        return names;
    }

    private double Sum()
    {
        if (++_depth > Deepest) throw new FormatException($"it is nested more than {Deepest} deep");
        double sum = Product();
        while (Peek() is '+' or '-')
            sum = text[_at++] == '+' ? sum + Product() : sum - Product();
        _depth--;
        return sum;
    }

    private double Product()
    {
        double product = Signed();
        while (Peek() is '*' or '/')
            product = text[_at++] == '*' ? product * Signed() : product / Signed();
        return product;
    }

    private double Signed()
    {
        int minus = 0;
        for (; Peek() == '-'; _at++) minus++;
        double power = Power();
        return minus % 2 == 0 ? power : -power;
    }

    private double Power()
    {
        double below = Atom();
        if (Peek() != '^') return below;
        _at++;
        if (++_depth > Deepest) throw new FormatException($"it is nested more than {Deepest} deep");
        double result = Math.Pow(below, Signed());
        _depth--;
        return result;
    }

    private double Atom()
    {
        char next = Peek();
        if (next == '(')
        {
            _at++;
            double inner = Sum();
            Expect(')');
            return inner;
        }
        int start = _at;
        if (char.IsAsciiDigit(next) || next == '.') return Number(start);
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        if (_at == start) throw Unexpected();
        string name = text[start.._at];
        if (Peek() == '(') return Function(name);
        return value(name) ?? throw new FormatException($"there is no '{name}'");
    }

    private double Number(int start)
    {
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.')) _at++;
        if (_at + 1 < text.Length && text[_at] is 'e' or 'E'
            && (char.IsAsciiDigit(text[_at + 1]) || text[_at + 1] is '-' or '+'))
        {
            _at += 2;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        }
        return double.TryParse(text.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new FormatException($"'{text[start.._at]}' is no number");
    }

    private double Function(string name)
    {
        _at++;
        double a = Sum(), b = 0;
        bool two = name is "min" or "max";
        if (two)
        {
            Expect(',');
            b = Sum();
        }
        Expect(')');
        return name switch
        {
            "exp" => Math.Exp(a),
            "ln" => Math.Log(a),
            "log2" => Math.Log2(a),
            "sqrt" => Math.Sqrt(a),
            "abs" => Math.Abs(a),
            "floor" => Math.Floor(a),
            "ceil" => Math.Ceiling(a),
            "round" => Math.Round(a, MidpointRounding.AwayFromZero),
            "min" => Math.Min(a, b),
            "max" => Math.Max(a, b),
            _ => throw new FormatException($"there is no function '{name}'"),
        };
    }

    private char Peek()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
        return _at < text.Length ? text[_at] : '\0';
    }

    private void Expect(char c)
    {
        if (Peek() != c) throw Unexpected();
        _at++;
    }

    private FormatException Unexpected() =>
        new(Peek() == '\0' ? "it ends too early" : $"'{text[_at]}' at place {_at + 1} is unexpected");
}
