"""Prints what h5py reads from the files given: one JSON object per group, dataset and named type, and a line '{}' after each file."""
import base64
import json
import sys

import h5py
import numpy as np


def encoded(array):
    return base64.b64encode(array.tobytes()).decode()


def values(item, read):
    dtype = item.dtype
    result = {'shape': list(item.shape) if item.shape is not None else None}
    if item.shape is None:
        return result
    if h5py.check_string_dtype(dtype):
        array = np.asarray(read())
        result['strings'] = [v.decode('utf-8') if isinstance(v, bytes) else v for v in array.ravel().tolist()]
        return result
    array = np.asarray(read())
    result['raw'] = encoded(array.astype(dtype))
    with np.errstate(all='ignore'):
        result['doubles'] = encoded(array.astype('<f8'))
        result['singles'] = encoded(array.astype('<f4'))
    if dtype.kind in 'iub':
        fits = dtype.kind != 'u' or array.size == 0 or int(array.max()) < 2 ** 63
        result['integers'] = encoded(array.astype('<i8')) if fits else None
    return result


class Attribute:
    def __init__(self, owner, name):
        self.id = h5py.h5a.open(owner.id, name.encode('utf-8'))
        self.dtype = self.id.dtype
        self.shape = None if self.id.get_space().get_simple_extent_type() == h5py.h5s.NULL else self.id.shape
        self.owner, self.name = owner, name


def describe(path, item):
    line = {'path': path, 'attributes': {}}
    for name in item.attrs.keys():
        attribute = Attribute(item, name)
        line['attributes'][name] = values(attribute, lambda: item.attrs[name])
    if isinstance(item, h5py.Group):
        line['children'] = list(item.keys())
    elif isinstance(item, h5py.Dataset):
        line['data'] = values(item, lambda: item[()])
    print(json.dumps(line))
    if isinstance(item, h5py.Group):
        for name in line['children']:
            describe(path.rstrip('/') + '/' + name, item[name])


for file in sys.argv[1:]:
    with h5py.File(file, 'r') as f:
        describe('/', f)
    print('{}')
