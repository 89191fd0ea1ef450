"use strict";
self.KEPT = { version: "{{ version|escapejs }}", page: "{{ page|escapejs }}", files: [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}] };
importScripts("{{ code|escapejs }}");
