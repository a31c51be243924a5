using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>Reads one "neuron" or "rule" block. An error in a statement is noted and the next statement is read.</summary>
internal sealed class MicroProgramParser
{
    private readonly TextScanner _scanner;
    private readonly Dictionary<string, OpCode?> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private readonly ImmutableArray<AccumulatorDeclaration>.Builder _accumulators =
        ImmutableArray.CreateBuilder<AccumulatorDeclaration>();
    private readonly ImmutableArray<string>.Builder _parameters = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _tables = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<StateDeclaration>.Builder _states = ImmutableArray.CreateBuilder<StateDeclaration>();
    private readonly ImmutableArray<Instruction>.Builder _body = ImmutableArray.CreateBuilder<Instruction>();
    private string _name = "";
    private string _kind = "";
    private ImmutableSortedDictionary<string, string> _options =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private MicroProgramParser(TextScanner scanner) => _scanner = scanner;

    /// <summary>Reads from the name that follows the word "neuron" or "rule" to the closing brace.</summary>
    public static MicroProgram Parse(TextScanner scanner) => new MicroProgramParser(scanner).Block();

    private MicroProgram Block()
    {
        _name = _scanner.TakeString("the name of a neuron or rule");
        _scanner.Expect("{");
        while (!_scanner.Current.Is("}") && _scanner.Current.Kind != TokenKind.End && !_scanner.GaveUp)
        {
            int line = _scanner.Current.Line;
            try
            {
                Statement();
                _scanner.EndStatement();
            }
            catch (TextError error)
            {
                _scanner.Report(error.Diagnostic);
                _scanner.SkipStatement(line);
            }
        }
        _scanner.Expect("}");
        return new MicroProgram
        {
            Name = _name,
            Kind = _kind,
            Options = _options,
            Accumulators = _accumulators.ToImmutable(),
            Parameters = _parameters.ToImmutable(),
            Tables = _tables.ToImmutable(),
            States = _states.ToImmutable(),
            Body = _body.ToImmutable(),
        };
    }

    private void Statement()
    {
        if (_scanner.TryTake("acc"))
            List(() => Declare("a port's name", OpCode.Accumulator, name => _accumulators.Add(new(name, AccumulatorWidth()))));
        else if (_scanner.TryTake("param"))
            List(() => Declare("a parameter's name", OpCode.Param, _parameters.Add));
        else if (_scanner.TryTake("table"))
            List(() => Declare("a table's name", null, _tables.Add));
        else if (_scanner.TryTake("state"))
            List(() => Declare("a state's name", OpCode.State, name => _states.Add(StateWidth(name))));
        else if (_scanner.TryTake("kind"))
            Kind();
        else if (_scanner.TryTake("store"))
            Store();
        else if (_scanner.TryTake("emit"))
            Append(OpCode.Emit, "", [Operand()]);
        else if (!_scanner.TryTake(";"))
            Definition();
    }

    private void List(Action item)
    {
        do item();
        while (_scanner.TryTake(","));
    }

    private void Declare(string what, OpCode? read, Action<string> add)
    {
        Token name = _scanner.TakeName(what);
        if (!_symbols.TryAdd(name.Text, read) || _values.ContainsKey(name.Text))
            throw _scanner.Error(name, DiagnosticCatalog.TextDuplicate, "the name", name.Text);
        add(name.Text);
    }

    private int AccumulatorWidth()
    {
        _scanner.Expect(":");
        Token type = _scanner.TakeName("i32 or i64");
        return type.Text switch
        {
            "i32" => 32,
            "i64" => 64,
            _ => throw _scanner.Error(type, DiagnosticCatalog.TextUnknownWord, type.Text, "a port's width", "i32, i64"),
        };
    }

    private StateDeclaration StateWidth(string name)
    {
        _scanner.Expect(":");
        (int bits, bool signed) = ElementWidth(_scanner);
        return new(name, bits, signed);
    }

    /// <summary>Reads "s24" or "u8".</summary>
    public static (int Bits, bool Signed) ElementWidth(TextScanner scanner)
    {
        Token type = scanner.TakeName("a width such as s24 or u8");
        bool signed = type.Text.StartsWith('s');
        if ((!signed && !type.Text.StartsWith('u'))
            || !int.TryParse(type.Text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int bits)
            || bits < 1 || bits > (signed ? 32 : 31))
            throw scanner.Error(type, DiagnosticCatalog.TextUnknownWord, type.Text, "a width", "s1 to s32, u1 to u31");
        return (bits, signed);
    }

    private void Kind()
    {
        _kind = _scanner.TakeString("the template's name");
        if (!_scanner.TryTake("(")) return;
        List(() =>
        {
            Token option = _scanner.TakeName("an option's name");
            _scanner.Expect("=");
            if (_options.ContainsKey(option.Text))
                throw _scanner.Error(option, DiagnosticCatalog.TextDuplicate, "the option", option.Text);
            string value = _scanner.Current.Kind == TokenKind.Integer
                ? _scanner.TakeInt32("an option's value").ToString(CultureInfo.InvariantCulture)
                : _scanner.TakeString("an option's value");
            _options = _options.Add(option.Text, value);
        });
        _scanner.Expect(")");
    }

    private void Store()
    {
        string state = Symbol(OpCode.State, "state");
        _scanner.Expect(",");
        Append(OpCode.Store, "", [Operand()], symbol: state);
    }

    private void Definition()
    {
        Token name = _scanner.TakeName("a statement");
        _scanner.Expect("=");
        try
        {
            Operation(name);
        }
        catch (TextError)
        {
            // Later uses of the name are not at fault: let them find something.
            if (!_values.ContainsKey(name.Text) && !_symbols.ContainsKey(name.Text))
                Append(OpCode.Const, name.Text, []);
            throw;
        }
    }

    private void Operation(Token name)
    {
        Token word = _scanner.TakeName("an operation");
        if (word.Kind != TokenKind.Word || !TextNames.Operations.TryGetValue(word.Text, out OpCode op))
            throw Unknown(word, "an operation", TextNames.Operations.Keys);
        List<int> operands = [];
        (int immediate, Rounding rounding, string? symbol) = (0, Rounding.Floor, null);
        switch (op)
        {
            case OpCode.Const:
                immediate = _scanner.TakeInt32("a constant");
                break;
            case OpCode.Param or OpCode.State or OpCode.Accumulator:
                symbol = Symbol(op, op switch { OpCode.Param => "parameter", OpCode.State => "state", _ => "port" });
                break;
            case OpCode.Lut:
                symbol = Symbol(null, "table");
                _scanner.Expect(",");
                break;
        }
        for (int i = 0; i < OpCodes.Arity(op); i++)
        {
            if (i > 0) _scanner.Expect(",");
            operands.Add(Operand());
        }
        if (OpCodes.Immediates(op) is { } range && op != OpCode.Const)
        {
            if (operands.Count > 0) _scanner.Expect(",");
            string what = op is OpCode.Sat or OpCode.Wrap or OpCode.Rand ? "the number of bits" : "the shift";
            immediate = _scanner.TakeInt32(what, range.Minimum, range.Maximum);
        }
        if (OpCodes.Rounds(op))
        {
            _scanner.Expect(",");
            Token mode = _scanner.TakeName("a rounding");
            if (!TextNames.Roundings.TryGetValue(mode.Text, out rounding))
                throw Unknown(mode, "a rounding", TextNames.Roundings.Keys);
        }
        Define(name, op, operands, immediate, rounding, symbol);
    }

    private TextError Unknown(Token word, string what, IEnumerable<string> known) =>
        _scanner.Error(
            word, DiagnosticCatalog.TextUnknownWord, word.Text, what, string.Join(", ", known.Order(StringComparer.Ordinal)));

    private void Define(Token name, OpCode op, List<int> operands, int immediate, Rounding rounding, string? symbol)
    {
        // "v = state v" only says aloud what reading v does.
        bool isItsOwnRead = symbol == name.Text && op is OpCode.Param or OpCode.State or OpCode.Accumulator;
        if (name.Text.Length == 0 || _values.ContainsKey(name.Text) || (_symbols.ContainsKey(name.Text) && !isItsOwnRead))
            throw _scanner.Error(name, DiagnosticCatalog.TextDuplicate, "the name", name.Text);
        Append(op, name.Text, operands, immediate, rounding, symbol);
    }

    private string Symbol(OpCode? read, string what)
    {
        Token name = _scanner.TakeName($"a {what}'s name");
        return _symbols.TryGetValue(name.Text, out OpCode? found) && found == read
            ? name.Text
            : throw _scanner.Error(name, DiagnosticCatalog.TextUnknownName, _name, what, name.Text);
    }

    private int Operand()
    {
        Token token = _scanner.Current;
        if (token.Kind == TokenKind.Integer) return Leaf(token, OpCode.Const, _scanner.TakeInt32("a constant"), null);
        _scanner.TakeName("a value's name or an integer");
        if (_values.TryGetValue(token.Text, out int index)) return index;
        return _symbols.GetValueOrDefault(token.Text) is { } read
            ? Leaf(token, read, 0, token.Text)
            : throw _scanner.Error(token, DiagnosticCatalog.TextUnknownName, _name, "value", token.Text);
    }

    private int Leaf(Token at, OpCode op, int immediate, string? symbol)
    {
        string name = MicroProgramBuilder.LeafName(op, immediate, symbol);
        if (!_values.TryGetValue(name, out int index)) return Append(op, name, [], immediate, symbol: symbol);
        return _body[index].Op == op && _body[index].Immediate == immediate
            ? index
            : throw _scanner.Error(at, DiagnosticCatalog.TextDuplicate, "the name", name);
    }

    private int Append(
        OpCode op, string name, IEnumerable<int> operands, int immediate = 0, Rounding rounding = Rounding.Floor,
        string? symbol = null)
    {
        _body.Add(new Instruction(op, name, [.. operands], immediate, rounding, symbol));
        if (name.Length > 0) _values.Add(name, _body.Count - 1);
        return _body.Count - 1;
    }
}
